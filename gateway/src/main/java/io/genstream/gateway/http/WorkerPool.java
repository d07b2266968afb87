package io.genstream.gateway.http;

import io.genstream.gateway.error.GatewayException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A bounded pool for work that takes long or blocks, which event loops must not do. Thread-safe. */
public final class WorkerPool implements AutoCloseable {
    private static final int KEEP_SECONDS = 30;

    private final ThreadPoolExecutor pool;
    private final GatewayException refusal;

    private WorkerPool(String thread, int core, int threads, BlockingQueue<Runnable> queue, GatewayException refusal) {
        this.pool = new ThreadPoolExecutor(core, threads, KEEP_SECONDS, TimeUnit.SECONDS, queue, task -> {
            Thread worker = new Thread(task, thread);
            worker.setDaemon(true);
            return worker;
        });
        this.refusal = refusal;
    }

    /** For encoding pictures and reading the log: short work, which may wait in a queue. */
    public static WorkerPool queued(int threads, int queue, MeterRegistry registry) {
        WorkerPool workers = new WorkerPool(
                "gateway-worker",
                threads,
                threads,
                new ArrayBlockingQueue<>(queue),
                GatewayException.retry(
                        503,
                        "OVERLOADED",
                        "Too many answers wait to be encoded (worker.threads do it); try again",
                        Duration.ofSeconds(1)));
        registry.gauge("genstream.gateway.worker.queue", List.of(), workers.pool, pool -> pool.getQueue()
                .size());
        return workers;
    }

    /** For uploads, which read a body and wait for the broker: so many at once, and none waits for another. */
    public static WorkerPool uploads(int threads, MeterRegistry registry) {
        WorkerPool workers = new WorkerPool(
                "gateway-upload",
                0,
                threads,
                new SynchronousQueue<>(),
                GatewayException.retry(
                        503,
                        "UPLOADS_BUSY",
                        threads + " uploads are under way (dataset.uploads.max); try again",
                        Duration.ofSeconds(2)));
        registry.gauge("genstream.gateway.uploads", List.of(), workers.pool, ThreadPoolExecutor::getActiveCount);
        return workers;
    }

    /** Runs {@code work}; fails with a 503 {@link GatewayException} where there is no room for more. */
    public <T> CompletableFuture<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
