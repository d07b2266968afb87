package io.genstream.inference.dispatch;

import io.genstream.inference.batching.RequestJob;
import io.genstream.inference.request.RequestEnd;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Queued and running jobs by request id, so that a cancellation finds them. The queues' limits bound it. Thread-safe. */
public final class ActiveRequests {
    private final Map<String, Set<RequestJob>> jobs = new ConcurrentHashMap<>();

    void add(RequestJob job) {
        jobs.compute(job.request().requestId(), (id, known) -> {
            Set<RequestJob> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(job);
            return all;
        });
    }

    void remove(RequestJob job) {
        jobs.computeIfPresent(job.request().requestId(), (id, known) -> {
            known.remove(job);
            return known.isEmpty() ? null : known;
        });
    }

    /** Stops every record of a request. */
    public void cancel(String requestId) {
        jobs.getOrDefault(requestId, Set.of()).forEach(job -> job.stop(RequestEnd.cancelled()));
    }

    public boolean isEmpty() {
        return jobs.isEmpty();
    }
}
