package io.genstream.trainer.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Randomness as a function of seed, purpose and index (a step, an epoch), with no state between calls: a resumed run
 * draws what the uninterrupted one would have drawn, and nothing needs saving. Immutable and thread-safe.
 */
public record StepRandom(long seed) {
    /** What the numbers are for. Add new ones at the end: their order is part of what a seed means. */
    public enum Purpose {
        WEIGHTS,
        ORDER,
        LATENT,
        LABEL,
        AUGMENTATION,
        DROPOUT,
        PREVIEW,
        LABEL_ROWS,
        PROBE,
        DISCRIMINATOR,
        PICTURE_AUGMENTATION,
        INPUT_NOISE,
        PENALTY,
        PRIOR
    }

    public RandomGenerator of(Purpose purpose, long index) {
        return new SplittableRandom(scatter(purpose, index));
    }

    /** As the other, for what has two indices: an epoch and a picture, say. */
    public RandomGenerator of(Purpose purpose, long index, long second) {
        return new SplittableRandom(mix(scatter(purpose, index) + second));
    }

    private long scatter(Purpose purpose, long index) {
        return mix(mix(mix(seed) + purpose.ordinal()) + index);
    }

    public float[] normals(Purpose purpose, long index, int count) {
        RandomGenerator random = of(purpose, index);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** On [-1, 1). */
    public float[] uniforms(Purpose purpose, long index, int count) {
        RandomGenerator random = of(purpose, index);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** For a generator of its own in native code; not negative. */
    public long nativeSeed(Purpose purpose, long index) {
        return of(purpose, index).nextLong() >>> 1;
    }

    public int[] classes(Purpose purpose, long index, int count, int classCount) {
        return of(purpose, index).ints(count, 0, classCount).toArray();
    }

    /** Neighbouring seeds of a SplittableRandom overlap; this bijection (Stafford's variant 13) scatters them. */
    private static long mix(long z) {
        long y = z + 0x9E3779B97F4A7C15L;
        y = (y ^ (y >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
