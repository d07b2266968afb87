/** The gate's records: a leader by consumer group, fenced by a transactional id, whose state is the log's. */
package io.genstream.eval.gate.kafka;
