package io.genstream.eval.gate.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that cannot be read, or makes no sense, and why. */
record Poison(ConsumerRecord<String, byte[]> record, RuntimeException error) {}
