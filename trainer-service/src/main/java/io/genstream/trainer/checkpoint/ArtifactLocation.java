package io.genstream.trainer.checkpoint;

/** Names an artifact by content and says where it was written. */
public record ArtifactLocation(
        String sha256, long size, int chunks, int partition, long firstOffset, long lastOffset) {}
