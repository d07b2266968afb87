package io.genstream.gateway.datasets;

/**
 * Where a record lies in the log.
 *
 * @param timestamp that it bears, milliseconds
 */
public record RecordPlace(int partition, long offset, long timestamp) {}
