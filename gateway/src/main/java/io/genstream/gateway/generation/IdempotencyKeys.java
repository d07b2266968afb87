package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header). The request's id and, where it brings none, its seed follow from
 * the key, so that a repeat is the same request for any gateway, also after a restart; the last keys are remembered with what
 * they stood for. Thread-safe.
 */
final class IdempotencyKeys {
    private static final int MAX_LENGTH = 255;
    private static final int ID_BYTES = 16;

    private final Map<String, byte[]> bodies;

    IdempotencyKeys(int limit) {
        this.bodies = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                return size() > limit;
            }
        };
    }

    /** What follows from a key. */
    record Identity(String requestId, long seed) {}

    /** @throws GatewayException 422 where the key stood for another body, 400 where it is not a key */
    Identity claim(String key, byte[] body) {
        if (key.isBlank() || key.length() > MAX_LENGTH) {
            throw GatewayException.of(
                    400, "BAD_IDEMPOTENCY_KEY", "Idempotency-Key must have 1 to " + MAX_LENGTH + " characters");
        }
        byte[] digest = sha256(body);
        byte[] before = remember(key, digest);
        if (before != null && !Arrays.equals(before, digest)) {
            throw GatewayException.of(
                    422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key came with another body before; use a new key");
        }
        byte[] identity = sha256(key.getBytes(StandardCharsets.UTF_8));
        long seed = ByteBuffer.wrap(identity, ID_BYTES, Long.BYTES).getLong() & GenerationParser.MAX_CHOSEN_SEED;
        return new Identity("idem-" + HexFormat.of().formatHex(identity, 0, ID_BYTES), seed);
    }

    private synchronized byte[] remember(String key, byte[] digest) {
        return bodies.putIfAbsent(key, digest);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
