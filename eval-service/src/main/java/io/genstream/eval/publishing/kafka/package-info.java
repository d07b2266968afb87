/** Writes records outside the Streams topology. */
package io.genstream.eval.publishing.kafka;
