package io.genstream.standalone.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts that do not wait for each other, each in a thread of its own, and hands each to the shutdown as soon
 * as it runs. Used by one thread.
 */
public final class ParallelStart {
    private static final Logger LOGGER = LoggerFactory.getLogger(ParallelStart.class);

    private final ShutdownSequence shutdown;
    private final List<CompletableFuture<Void>> starting = new ArrayList<>();

    public ParallelStart(ShutdownSequence shutdown) {
        this.shutdown = shutdown;
    }

    public void start(Stage stage, String name, Callable<? extends AutoCloseable> part) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        starting.add(started);
        Thread starter = new Thread(
                () -> {
                    long begin = System.nanoTime();
                    try {
                        shutdown.add(stage, name, part.call());
                        LOGGER.debug("{} started in {} ms", name, (System.nanoTime() - begin) / 1_000_000);
                        started.complete(null);
                    } catch (Throwable e) { // a linkage error must not leave join() waiting
                        started.completeExceptionally(e);
                    }
                },
                "start-" + name);
        starter.setDaemon(true);
        starter.start();
    }

    /**
     * Waits until all run or one has failed.
     *
     * @throws CompletionException with the first failure as cause
     */
    public void join() {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        starting.forEach(start -> start.whenComplete((nothing, error) -> {
                    if (error != null) {
                        failed.completeExceptionally(error);
                    }
                })
                .exceptionally(error -> null));
        CompletableFuture<Void> all = CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new));
        CompletableFuture.anyOf(all, failed).join();
    }
}
