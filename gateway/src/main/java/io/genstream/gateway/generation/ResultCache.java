package io.genstream.gateway.generation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results that were finished or read lately, up to a number of bytes; the least recently used goes first. Thread-safe. */
final class ResultCache {
    private static final float LOAD_FACTOR = 0.75f;
    /** What a result costs beside its pixels, so that many tiny ones count, too. */
    private static final long OVERHEAD_BYTES = 512;

    private final long maxBytes;
    private final Map<String, List<MadeBatch>> results = new LinkedHashMap<>(64, LOAD_FACTOR, true);
    private long bytes;

    ResultCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<List<MadeBatch>> get(String requestId) {
        return Optional.ofNullable(results.get(requestId));
    }

    synchronized void put(String requestId, List<MadeBatch> result) {
        List<MadeBatch> before = results.put(requestId, result);
        bytes += cost(result) - (before == null ? 0 : cost(before));
        Iterator<List<MadeBatch>> eldest = results.values().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            bytes -= cost(eldest.next());
            eldest.remove();
        }
    }

    private static long cost(List<MadeBatch> result) {
        return OVERHEAD_BYTES
                + result.stream()
                        .mapToLong(batch -> batch.images().size() * (batch.imageBytes() + 64))
                        .sum();
    }
}
