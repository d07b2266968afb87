package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.http.WorkerPool;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A result that only the log has, read one record of the request at a time. One reader. */
final class LoggedBatches implements BatchSource {
    private final RequestLog log;
    private final WorkerPool workers;
    private final Deque<PartOutcome> parts;
    private final Deque<MadeBatch> read = new ArrayDeque<>();
    private long next;

    LoggedBatches(RequestLog log, WorkerPool workers, List<PartOutcome> parts) {
        this.log = log;
        this.workers = workers;
        this.parts = new ArrayDeque<>(parts.stream()
                .sorted(Comparator.comparingLong(PartOutcome::firstImage))
                .toList());
    }

    @Override
    public CompletableFuture<Optional<MadeBatch>> next() {
        if (read.isEmpty() && !parts.isEmpty()) {
            PartOutcome part = parts.remove();
            return workers.submit(() -> log.read(List.of(part))).thenApply(batches -> {
                batches.stream()
                        .sorted(Comparator.comparingLong(MadeBatch::firstImage))
                        .forEach(read::add);
                return take();
            });
        }
        return CompletableFuture.completedFuture(take());
    }

    private Optional<MadeBatch> take() {
        while (!read.isEmpty() && read.peek().firstImage() < next) {
            read.remove(); // at-least-once: a repeat shows the same pictures
        }
        MadeBatch batch = read.poll();
        if (batch == null && parts.isEmpty()) {
            return Optional.empty();
        }
        if (batch == null || batch.firstImage() > next) {
            throw GatewayException.of(
                    410, "RESULT_EXPIRED", "Image " + next + " of the request is no longer in the log; ask again");
        }
        next += batch.images().size();
        return Optional.of(batch);
    }
}
