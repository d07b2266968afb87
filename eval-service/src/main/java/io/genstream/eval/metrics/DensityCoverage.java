package io.genstream.eval.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How densely generated images lie where real ones do (density), and how many real ones have a generated one near (coverage). A ball
 * about each real image reaches to its k-th nearest other one; density counts the balls that a generated image lies in, over k, and
 * coverage the balls that are not empty. Only real images have balls, so one odd generated image covers nothing far from it, as it can
 * in {@link PrecisionRecall}.
 *
 * <p>M. F. Naeem, S. J. Oh, Y. Uh, Y. Choi, J. Yoo: "Reliable Fidelity and Diversity Metrics for Generative Models", ICML 2020, sections
 * 3.1 and 3.2. Balls hold their edge, as in {@link PrecisionRecall}: the authors' prdc 0.2 leaves it out, and where every picture is
 * there more than k times, it gives a perfect copy a coverage of 0.
 *
 * <p>Immutable and thread-safe; the radii are found once. Costs O(n²) distances a call. Used by the evaluator.
 */
public final class DensityCoverage implements Metric {
    private final Measure density;
    private final Measure coverage;
    private final Neighbours reference;
    private final float[] radii;
    private final int k;

    /** @param k which neighbour a ball reaches to; the paper uses 5 */
    public DensityCoverage(float[][] reference, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
        this.reference = new Neighbours(reference);
        this.radii = this.reference.kthNearest(reference, k);
        this.k = k;
        // of two equal sets it is (k + 1) / k: no share
        this.density = new Measure("density", Measure.Kind.SCORE, "density", "-k" + k);
        this.coverage = Measure.share("coverage", "-k" + k);
    }

    @Override
    public Map<Measure, Estimate> measure(FeatureSet generated) {
        boolean[] covered = new boolean[radii.length];
        float[] distances = new float[radii.length];
        long inside = 0;
        for (float[] image : generated.vectors()) {
            reference.squared(image, distances);
            for (int r = 0; r < radii.length; r++) {
                if (distances[r] <= radii[r]) {
                    inside++;
                    covered[r] = true;
                }
            }
        }
        long balls = 0;
        for (boolean one : covered) {
            balls += one ? 1 : 0;
        }
        Map<Measure, Estimate> estimates = new LinkedHashMap<>();
        estimates.put(density, Estimate.plain((double) inside / k / generated.size()));
        estimates.put(coverage, Estimate.plain((double) balls / radii.length));
        return estimates;
    }
}
