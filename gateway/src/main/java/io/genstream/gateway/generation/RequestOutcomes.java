package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the last requests ended, whichever gateway took them: what a GET after a restart goes by. Bounded by records: the request
 * that ended first is forgotten first, and counted. Written by the follower's thread, read by event loops. Thread-safe.
 */
public final class RequestOutcomes {
    private final int limit;
    private final Counter forgotten;
    private final Map<String, TreeMap<Long, PartOutcome>> requests = new LinkedHashMap<>();
    private int records;

    public RequestOutcomes(int limit, MeterRegistry registry) {
        this.limit = limit;
        this.forgotten = registry.counter("genstream.gateway.view.forgotten", "view", "request-outcomes");
    }

    /** What is known of a request: the outcomes of those records that ended. */
    record Known(long requestImages, long doneImages, List<PartOutcome> parts) {
        boolean complete() {
            return doneImages >= requestImages;
        }

        Optional<GatewayException> failure() {
            return parts.stream()
                    .filter(part -> part.state() != PartOutcome.State.COMPLETED)
                    .findFirst()
                    .map(RequestFailures::of);
        }
    }

    public synchronized void put(PartOutcome outcome) {
        boolean repeat = requests.computeIfAbsent(outcome.requestId(), id -> new TreeMap<>())
                        .put(outcome.firstImage(), outcome)
                != null;
        records += repeat ? 0 : 1;
        while (records > limit && requests.size() > 1) {
            Iterator<TreeMap<Long, PartOutcome>> eldest = requests.values().iterator();
            records -= eldest.next().size();
            eldest.remove();
            forgotten.increment();
        }
    }

    synchronized Optional<Known> get(String requestId) {
        return Optional.ofNullable(requests.get(requestId))
                .map(parts -> new Known(
                        parts.firstEntry().getValue().requestImages(),
                        parts.values().stream().mapToLong(PartOutcome::count).sum(),
                        List.copyOf(parts.values())));
    }
}
