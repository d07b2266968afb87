package io.genstream.gateway.generation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Results that were finished or read lately, up to a number of bytes; the least recently used goes first. Thread-safe. */
final class ResultCache {
    private static final float LOAD_FACTOR = 0.75f;
    /** What a result costs beside its pixels, so that many tiny ones count, too. */
    private static final long OVERHEAD_BYTES = 512;

    private final long maxBytes;
    private final Map<String, GenerationResult> results = new LinkedHashMap<>(64, LOAD_FACTOR, true);
    private long bytes;

    ResultCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<GenerationResult> get(String requestId) {
        return Optional.ofNullable(results.get(requestId));
    }

    synchronized void put(GenerationResult result) {
        GenerationResult before = results.put(result.requestId(), result);
        bytes += cost(result) - (before == null ? 0 : cost(before));
        Iterator<GenerationResult> eldest = results.values().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            bytes -= cost(eldest.next());
            eldest.remove();
        }
    }

    private static long cost(GenerationResult result) {
        return result.bytes() + OVERHEAD_BYTES + (long) result.images().size() * 64;
    }
}
