/** Reads data sets and their revisions from their topics. */
package io.genstream.eval.reference.kafka;
