/**
 * A real single-node KRaft broker inside this JVM: the cluster of a laptop ({@code standalone}) and of every
 * integration test. Kafka's server classes are internal to Kafka, so they are named in this package only.
 */
package io.genstream.broker;
