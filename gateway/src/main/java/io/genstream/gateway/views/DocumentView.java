package io.genstream.gateway.views;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The last record of each key of a topic, in the order of writing; bounded, and what is forgotten at the bound is counted.
 * Written by the topic's follower, read by event loops. Thread-safe.
 */
public final class DocumentView implements Consumer<LogEntry> {
    private final int limit;
    private final Counter forgotten;
    private final Map<String, LogEntry> entries = new LinkedHashMap<>();

    public DocumentView(String name, int limit, MeterRegistry registry) {
        this.limit = limit;
        this.forgotten = registry.counter("genstream.gateway.view.forgotten", "view", name);
    }

    @Override
    public synchronized void accept(LogEntry entry) {
        entries.remove(entry.key());
        if (entry.value().isEmpty()) {
            return;
        }
        entries.put(entry.key(), entry);
        if (entries.size() > limit) {
            Iterator<LogEntry> eldest = entries.values().iterator();
            eldest.next();
            eldest.remove();
            forgotten.increment();
        }
    }

    public synchronized Optional<JsonObject> get(String key) {
        return Optional.ofNullable(entries.get(key)).flatMap(LogEntry::value);
    }

    /** Documents that match, eldest first. */
    public synchronized List<JsonObject> list(Predicate<JsonObject> filter) {
        return entries.values().stream()
                .flatMap(entry -> entry.value().stream())
                .filter(filter)
                .toList();
    }

    public synchronized int size() {
        return entries.size();
    }
}
