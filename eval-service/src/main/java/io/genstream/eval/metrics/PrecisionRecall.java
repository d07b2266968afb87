package io.genstream.eval.metrics;

import io.genstream.schemas.Measures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many generated images lie on the manifold of real ones (precision) and how many real ones on that of the generated
 * (recall). A manifold is the union of balls about its points, each reaching to the point's k-th neighbour.
 *
 * <p>T. Kynkäänniemi, T. Karras, S. Laine, J. Lehtinen, T. Aila: "Improved Precision and Recall Metric for Assessing Generative
 * Models", NeurIPS 2019, equation 2. A collapsed model keeps its precision and loses its recall.
 *
 * <p>Immutable and thread-safe; the radii of the reference are found once. Costs O(n²) distances a call. Used by the evaluator
 * and the benchmarks.
 */
public final class PrecisionRecall implements Metric {
    private final Measure precisionMeasure;
    private final Measure recallMeasure;
    private final Neighbours reference;
    private final float[] radii;
    private final int k;

    /** Both as fractions of 1. */
    public record Result(double precision, double recall) {}

    /** @param k which neighbour a ball reaches to; the paper uses 3 */
    public PrecisionRecall(float[][] reference, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
        this.reference = new Neighbours(reference);
        this.radii = this.reference.kthNearest(reference, k);
        this.k = k;
        this.precisionMeasure = Measure.share(Measures.PRECISION, "-k" + k);
        this.recallMeasure = Measure.share(Measures.RECALL, "-k" + k);
    }

    @Override
    public Map<Measure, Estimate> measure(FeatureSet generated) {
        Result shares = of(generated.vectors());
        Map<Measure, Estimate> estimates = new LinkedHashMap<>();
        estimates.put(precisionMeasure, Estimate.plain(shares.precision()));
        estimates.put(recallMeasure, Estimate.plain(shares.recall()));
        return estimates;
    }

    public Result of(float[][] generated) {
        float[] generatedRadii = new Neighbours(generated).kthNearest(generated, k);
        boolean[] recalled = new boolean[radii.length];
        float[] distances = new float[radii.length];
        int precise = 0;
        for (int g = 0; g < generated.length; g++) {
            boolean inside = false;
            reference.squared(generated[g], distances);
            for (int r = 0; r < radii.length; r++) {
                inside |= distances[r] <= radii[r];
                recalled[r] |= distances[r] <= generatedRadii[g];
            }
            precise += inside ? 1 : 0;
        }
        return new Result((double) precise / generated.length, fraction(recalled));
    }

    private static double fraction(boolean[] flags) {
        int set = 0;
        for (boolean flag : flags) {
            set += flag ? 1 : 0;
        }
        return (double) set / flags.length;
    }
}
