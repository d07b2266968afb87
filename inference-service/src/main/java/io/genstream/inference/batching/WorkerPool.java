package io.genstream.inference.batching;

import io.genstream.inference.request.InferenceMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker threads; one ONNX Runtime call each at a time. A worker that dies is a bug, which {@link #failure} shows. */
public final class WorkerPool {
    private static final Logger LOGGER = LoggerFactory.getLogger(WorkerPool.class);

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private WorkerPool() {}

    public static WorkerPool start(int workers, BatchScheduler scheduler, InferenceMetrics metrics) {
        WorkerPool pool = new WorkerPool();
        for (int i = 0; i < workers; i++) {
            Thread thread = new Thread(new BatchWorker(scheduler, metrics), "inference-worker-" + i);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> {
                LOGGER.error("Worker {} died; restart the service", t.getName(), e);
                pool.failure.compareAndSet(null, e);
            });
            pool.threads.add(thread);
        }
        pool.threads.forEach(Thread::start);
        return pool;
    }

    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Waits for batches under way, once the scheduler is closed. */
    public void join(Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
