/** The Streams topology: checkpoints to requests, batches to features, features to figures. */
package io.genstream.eval.topology.kafka;
