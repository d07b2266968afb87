package io.genstream.inference.batching;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The images of one delivered batch as they come in, from any worker in any order. Each index is written once; the counter
 * makes all of them visible to whoever adds the last.
 */
final class PendingBatch {
    private final byte[][] images;
    private final float[][] labels;
    private final float[][] latents;
    private final AtomicInteger missing;

    PendingBatch(int size) {
        this.images = new byte[size][];
        this.labels = new float[size][];
        this.latents = new float[size][];
        this.missing = new AtomicInteger(size);
    }

    /** True for whoever brings the last image: the batch is whole then. */
    boolean add(int index, byte[] image, float[] label, float[] latent) {
        images[index] = image;
        labels[index] = label;
        latents[index] = latent;
        return missing.decrementAndGet() == 0;
    }

    byte[][] images() {
        return images;
    }

    float[][] labels() {
        return labels;
    }

    float[][] latents() {
        return latents;
    }
}
