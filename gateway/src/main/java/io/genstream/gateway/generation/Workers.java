package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The bounded pool for all that takes long or blocks: encoding pictures, reading the log. Thread-safe. */
public final class Workers implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ThreadPoolExecutor pool;

    public Workers(int threads, int queue, MeterRegistry registry) {
        this.pool =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
                    Thread thread = new Thread(task, "gateway-worker");
                    thread.setDaemon(true);
                    return thread;
                });
        registry.gauge("genstream.gateway.worker.queue", List.of(), pool, p -> p.getQueue()
                .size());
    }

    /** Runs {@code work}; fails with a 503 {@link GatewayException} where too much waits already. */
    public <T> CompletableFuture<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(GatewayException.retry(
                    503, "OVERLOADED", "Too many answers wait to be encoded (worker.queue); try again", RETRY));
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
