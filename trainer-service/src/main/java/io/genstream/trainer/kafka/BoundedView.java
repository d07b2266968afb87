package io.genstream.trainer.kafka;

import io.genstream.trainer.metrics.TrainerMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What this service remembers of a topic: a map with a limit. At the limit the entry that was written longest ago goes, and
 * is counted under the view's name. Thread-safe.
 */
public final class BoundedView<K, V> {
    private final String name;
    private final int limit;
    private final TrainerMetrics metrics;
    private final Map<K, V> entries = new LinkedHashMap<>();

    public BoundedView(String name, int limit, TrainerMetrics metrics) {
        this.name = name;
        this.limit = limit;
        this.metrics = metrics;
    }

    /** A null value removes. */
    public synchronized void put(K key, V value) {
        entries.remove(key);
        if (value == null) {
            return;
        }
        if (entries.size() >= limit) {
            entries.remove(entries.keySet().iterator().next());
            metrics.evicted(name);
        }
        entries.put(key, value);
    }

    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** As they are now. */
    public synchronized List<V> values() {
        return List.copyOf(entries.values());
    }

    public synchronized void removeIf(BiPredicate<K, V> unwanted) {
        entries.entrySet().removeIf(e -> unwanted.test(e.getKey(), e.getValue()));
    }
}
