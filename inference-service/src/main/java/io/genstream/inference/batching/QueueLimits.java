package io.genstream.inference.batching;

/**
 * How much a version may hold per lane.
 *
 * @param images of unfinished requests
 * @param bytes of the same images, uncompressed
 */
public record QueueLimits(int images, long bytes) {}
