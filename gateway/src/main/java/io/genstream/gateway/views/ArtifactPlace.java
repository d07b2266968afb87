package io.genstream.gateway.views;

/** Where the bytes of an artifact lie in the log, and what they hash to. */
public record ArtifactPlace(String sha256, long size, int chunks, int partition, long firstOffset, long lastOffset) {}
