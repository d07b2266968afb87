package io.genstream.trainer.pictures;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes expected batches ready on threads of its own, so that a training step finds its pictures there. What comes out is
 * what the wrapped set gives, whatever the threads do. Thread-safe.
 */
public final class PrefetchedPictures extends ForwardedPictures {
    private static final int BATCHES_AHEAD = 8;

    private final ExecutorService workers;
    private final Map<Batch, CompletableFuture<float[]>> ahead = new LinkedHashMap<>();

    public PrefetchedPictures(PictureSet pictures, int threads) {
        super(pictures);
        this.workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "pictures");
            thread.setDaemon(true);
            return thread;
        });
    }

    private record Batch(int[] pictures, long epoch) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Batch that && epoch == that.epoch && Arrays.equals(pictures, that.pictures);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(pictures) + Long.hashCode(epoch);
        }
    }

    @Override
    public void expect(int[] indices, long epoch) {
        Batch batch = new Batch(indices.clone(), epoch);
        synchronized (ahead) {
            if (ahead.size() < BATCHES_AHEAD) {
                var unused = ahead.computeIfAbsent(
                        batch,
                        missing -> CompletableFuture.supplyAsync(() -> super.signed(batch.pictures(), epoch), workers));
            }
        }
    }

    @Override
    public float[] signed(int[] indices, long epoch) {
        CompletableFuture<float[]> ready;
        synchronized (ahead) {
            ready = ahead.remove(new Batch(indices, epoch));
            if (ready == null) {
                // something else was expected: it must not stand in the way, here or before the workers
                ahead.values().forEach(forgotten -> forgotten.cancel(false));
                ahead.clear();
            }
        }
        if (ready == null) {
            return super.signed(indices, epoch);
        }
        try {
            return ready.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        super.close();
    }
}
