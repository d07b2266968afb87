package io.genstream.schemas;

import io.genstream.schemas.avro.Artifact;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Cuts an artifact into records below a broker's default limit of 1 MB, and puts the pieces together again. Stateless. */
public final class ArtifactFraming {
    /** Leaves room for the record's other fields below 1 MB. */
    static final int CHUNK_BYTES = 900_000;

    private ArtifactFraming() {}

    /** Lower-case hex SHA-256. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Key of a chunk in topic artifacts. */
    public static String key(String sha256, int chunk) {
        return sha256 + "/" + chunk;
    }

    /** Chunks in order; an empty artifact has one empty chunk. */
    static List<Artifact> cut(byte[] bytes) {
        String sha256 = sha256(bytes);
        int chunks = Math.max(1, (bytes.length + CHUNK_BYTES - 1) / CHUNK_BYTES);
        List<Artifact> out = new ArrayList<>(chunks);
        for (int i = 0; i < chunks; i++) {
            int from = i * CHUNK_BYTES;
            int length = Math.min(CHUNK_BYTES, bytes.length - from);
            out.add(Artifact.newBuilder()
                    .setSha256(sha256)
                    .setChunk(i)
                    .setChunks(chunks)
                    .setSize(bytes.length)
                    .setBytes(ByteBuffer.wrap(bytes, from, length))
                    .build());
        }
        return out;
    }

    /**
     * The bytes of {@code sha256} from its chunks, in any order, duplicates allowed.
     *
     * @throws ArtifactException if a chunk is missing or the bytes are not what the hash says
     */
    static byte[] join(String sha256, Collection<Artifact> chunks) {
        if (chunks.isEmpty()) {
            throw new ArtifactException("Artifact " + sha256 + " has no chunks in topic artifacts: was it tombstoned?");
        }
        Artifact first = chunks.iterator().next();
        ByteBuffer[] parts = new ByteBuffer[first.getChunks()];
        for (Artifact chunk : chunks) {
            if (chunk.getChunk() < 0 || chunk.getChunk() >= parts.length || chunk.getSize() != first.getSize()) {
                throw new ArtifactException("Artifact " + sha256 + ": chunks contradict each other");
            }
            parts[chunk.getChunk()] = chunk.getBytes().duplicate();
        }
        ByteBuffer joined = ByteBuffer.allocate(Math.toIntExact(first.getSize()));
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] == null || parts[i].remaining() > joined.remaining()) {
                throw new ArtifactException(
                        "Artifact " + sha256 + ": chunk " + i + " of " + parts.length + " is missing or too long");
            }
            joined.put(parts[i]);
        }
        if (joined.hasRemaining() || !sha256(joined.array()).equals(sha256)) {
            throw new ArtifactException(
                    "Artifact " + sha256 + ": its bytes do not match their SHA-256; publish it again");
        }
        return joined.array();
    }
}
