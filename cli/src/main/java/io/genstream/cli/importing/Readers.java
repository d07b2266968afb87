package io.genstream.cli.importing;

import io.genstream.model.pixels.ImageCodec;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Threads that load pictures, on all cores. What they hold at once is bounded by bytes and not by count. Thread-safe. */
final class Readers implements AutoCloseable {
    /** In KiB; a larger picture is read while no other is. */
    private static final int BUDGET = 32 << 10;

    /** In KiB, of pictures that can only be decoded as a whole; a larger one is decoded while no other is. */
    private static final int HELD = 64 << 10;

    private final Semaphore budget = new Semaphore(BUDGET, true);
    private final Semaphore held = new Semaphore(HELD, true);
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Readers::daemon);

    /** What becomes of a picture's bytes. */
    @FunctionalInterface
    interface Work<T> {
        T of(byte[] loaded) throws IOException;
    }

    /** @param maxBytes of the file; a larger one fails with an IOException that says so */
    <T> Future<T> read(Picture picture, long maxBytes, Work<T> work) {
        return threads.submit(() -> {
            long size = picture.size();
            if (size > maxBytes) {
                throw new IOException("the file has " + size + " bytes, above the limit of " + maxBytes
                        + " (--max-file-mib raises it)");
            }
            int cost = (int) Math.min(BUDGET, 1 + (size >> 10));
            budget.acquire(cost);
            try {
                return held(picture.load(), work);
            } finally {
                budget.release(cost);
            }
        });
    }

    private <T> T held(byte[] loaded, Work<T> work) throws IOException, InterruptedException {
        int cost = (int) Math.min(HELD, ImageCodec.heldBytes(loaded) >> 10);
        held.acquire(cost);
        try {
            return work.of(loaded);
        } finally {
            held.release(cost);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "import");
        thread.setDaemon(true);
        return thread;
    }
}
