package io.genstream.eval.metrics;

import java.util.Arrays;

/**
 * Half width of the 95 % interval of a Fréchet distance over the draw of generated images, by the delete-a-group jackknife.
 *
 * <p>B. Efron, C. Stein: "The Jackknife Estimate of Variance", Annals of Statistics 9(3), 1981. The groups are blocks of
 * neighbouring rows, so each holds the labels in the proportion of the whole. The bootstrap was tried first: a resample has only 63 % of
 * the rows, which near the floor moves the distance more than a fresh draw does (docs/experiments.md has the figures).
 * The reference is held fixed: two versions that are compared share it.
 *
 * <p>No randomness: a replay gives the same interval. Immutable and thread-safe.
 */
public final class JackknifeInterval {
    private static final double NORMAL_97_5 = 1.959963984540054;

    private final int groups;

    /** @param groups at least 2; 50 give the half width to about 10 % */
    public JackknifeInterval(int groups) {
        if (groups < 2) {
            throw new IllegalArgumentException("a spread needs at least 2 groups, not " + groups);
        }
        this.groups = groups;
    }

    /** @param generated at least {@code groups} rows and two more */
    public double halfWidth(FrechetDistance reference, float[][] generated) {
        double[] offset = reference.referenceMean();
        GaussianStats all = GaussianStats.of(generated, offset);
        double[] without = new double[groups];
        for (int group = 0; group < groups; group++) {
            int from = (int) ((long) generated.length * group / groups);
            int to = (int) ((long) generated.length * (group + 1) / groups);
            GaussianStats block = GaussianStats.of(Arrays.copyOfRange(generated, from, to), offset);
            all.subtract(block);
            without[group] = reference.to(all);
            all.merge(block);
        }
        return NORMAL_97_5 * Math.sqrt((groups - 1.0) / groups * squaresAboutMean(without));
    }

    private static double squaresAboutMean(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }
}
