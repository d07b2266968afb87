package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.error.GatewayException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Threads that read uploads and wait for the broker: so many at once, and no one waits for one. Thread-safe. */
public final class UploadThreads implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int KEEP_SECONDS = 30;

    private final ThreadPoolExecutor pool;

    public UploadThreads(int threads, MeterRegistry registry) {
        this.pool =
                new ThreadPoolExecutor(0, threads, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "gateway-upload");
                    thread.setDaemon(true);
                    return thread;
                });
        registry.gauge("genstream.gateway.uploads", List.of(), pool, ThreadPoolExecutor::getActiveCount);
    }

    /** Runs {@code work}; fails with a 503 {@link GatewayException} where all threads are busy. */
    <T> CompletableFuture<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(GatewayException.retry(
                    503,
                    "UPLOADS_BUSY",
                    pool.getMaximumPoolSize() + " uploads are under way (dataset.uploads.max); try again",
                    RETRY));
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
