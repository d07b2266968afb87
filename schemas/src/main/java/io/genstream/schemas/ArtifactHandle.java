package io.genstream.schemas;

import io.genstream.schemas.avro.ArtifactRef;
import java.util.Map;
import java.util.TreeMap;

/**
 * An {@link ArtifactRef} outside the packages of Kafka: an artifact by its content, and where it was written. The offsets are a
 * hint, the hash is not.
 *
 * @param sha256 lower-case hex of the bytes
 */
public record ArtifactHandle(String sha256, long size, int chunks, int partition, long firstOffset, long lastOffset) {
    public static ArtifactHandle of(ArtifactRef ref) {
        return new ArtifactHandle(
                ref.getSha256(),
                ref.getSize(),
                ref.getChunks(),
                ref.getPartition(),
                ref.getFirstOffset(),
                ref.getLastOffset());
    }

    /** A checkpoint's artifacts by role. */
    public static Map<String, ArtifactHandle> byRole(Map<String, ArtifactRef> refs) {
        Map<String, ArtifactHandle> handles = new TreeMap<>();
        refs.forEach((role, ref) -> handles.put(role, of(ref)));
        return handles;
    }

    /** As records carry it. */
    public ArtifactRef ref() {
        return ArtifactRef.newBuilder()
                .setSha256(sha256)
                .setSize(size)
                .setChunks(chunks)
                .setPartition(partition)
                .setFirstOffset(firstOffset)
                .setLastOffset(lastOffset)
                .build();
    }
}
