package io.genstream.eval.metrics;

import java.util.SplittableRandom;

/**
 * Half width of the 95 % interval of a Fréchet distance over the draw of generated images, by the bootstrap.
 *
 * <p>B. Efron, R. Tibshirani: "An Introduction to the Bootstrap", 1993, chapter 6. The distance is biased upwards on finite
 * samples, and a resample, having fewer distinct images, is biased further: percentiles of the resampled distances would lie
 * above the figure itself. So only their spread about their own mean is used, and the interval stands around the figure.
 * The reference is held fixed: two versions that are compared share it.
 *
 * <p>Seeded, so that a replay gives the same interval. Immutable and thread-safe.
 */
public final class BootstrapInterval {
    private static final double NORMAL_97_5 = 1.959963984540054;

    private final int resamples;
    private final long seed;

    /** @param resamples at least 2; 30 give the half width to about 13 % */
    public BootstrapInterval(int resamples, long seed) {
        if (resamples < 2) {
            throw new IllegalArgumentException("a spread needs at least 2 resamples, not " + resamples);
        }
        this.resamples = resamples;
        this.seed = seed;
    }

    public double halfWidth(FrechetDistance reference, float[][] generated) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] offset = reference.referenceMean();
        double[] distances = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            distances[b] = reference.to(resample(generated, offset, random));
        }
        return NORMAL_97_5 * standardDeviation(distances);
    }

    private static GaussianStats resample(float[][] rows, double[] offset, SplittableRandom random) {
        int[] times = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            times[random.nextInt(rows.length)]++;
        }
        GaussianStats stats = new GaussianStats(offset);
        for (int i = 0; i < rows.length; i++) {
            stats.add(rows[i], times[i]);
        }
        return stats;
    }

    private static double standardDeviation(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
