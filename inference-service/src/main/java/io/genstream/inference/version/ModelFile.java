package io.genstream.inference.version;

/**
 * Where the bytes of a generator are to be read from; offsets are a hint, the hash is not.
 *
 * @param sha256 lower-case hex of the bytes
 */
public record ModelFile(String sha256, long size, int chunks, int partition, long firstOffset, long lastOffset) {}
