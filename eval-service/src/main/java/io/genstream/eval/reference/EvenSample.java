package io.genstream.eval.reference;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;

/**
 * As many keyed values as fit. Beyond the limit every second key goes, by its hash: what stays depends on the keys, not on the
 * order in which they came, so every start picks the same. Not thread-safe.
 */
public final class EvenSample<V> {
    private final long limit;
    /** Sorted, so that seeded choices among the values do not depend on the order in which they came. */
    private final TreeMap<String, V> values = new TreeMap<>();

    private int oneIn = 1;

    public EvenSample(long limit) {
        this.limit = Math.max(1, limit);
    }

    /** Whether a value under this key would be kept. */
    public boolean wants(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % oneIn == 0;
    }

    public void put(String key, V value) {
        if (!wants(key)) {
            return;
        }
        values.put(key, value);
        while (values.size() > limit && oneIn < 1 << 30) {
            oneIn *= 2;
            values.keySet().removeIf(other -> !wants(other));
        }
    }

    public void remove(String key) {
        values.remove(key);
    }

    /** 1: all are kept; 4: every fourth. */
    public int oneIn() {
        return oneIn;
    }

    /** In the order of their keys. */
    public Collection<V> values() {
        return values.values();
    }
}
