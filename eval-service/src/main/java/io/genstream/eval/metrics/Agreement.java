package io.genstream.eval.metrics;

import io.genstream.schemas.Measures;
import java.util.Map;

/**
 * Share of images in which a classifier sees the class that was asked for, with its 95 % interval.
 *
 * <p>E. B. Wilson: "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927: unlike the normal
 * approximation it stays inside [0, 1] near its ends, where good generators are.
 */
public final class Agreement implements Metric {
    private static final Measure AGREEMENT = Measure.share(Measures.AGREEMENT, "");
    private static final double Z = 1.959963984540054;

    @Override
    public Map<Measure, Estimate> measure(FeatureSet generated) {
        return generated.labelled() ? Map.of(AGREEMENT, of(generated.asked(), generated.predicted())) : Map.of();
    }

    /** @throws IllegalArgumentException if there is nothing to compare */
    public static Estimate of(int[] asked, int[] seen) {
        if (asked.length != seen.length || asked.length == 0) {
            throw new IllegalArgumentException(
                    asked.length + " asked classes, " + seen.length + " seen: need equally many, at least 1");
        }
        int agreed = 0;
        for (int i = 0; i < asked.length; i++) {
            agreed += asked[i] == seen[i] ? 1 : 0;
        }
        return ofCounts(agreed, asked.length);
    }

    static Estimate ofCounts(int agreed, int of) {
        double p = (double) agreed / of;
        double zz = Z * Z / of;
        double centre = (p + zz / 2) / (1 + zz);
        double half = Z * Math.sqrt(p * (1 - p) / of + zz / (4 * of)) / (1 + zz);
        // rounding must not push the ends past the value at 0 and 1
        return new Estimate(p, Math.min(p, centre - half), Math.max(p, centre + half));
    }
}
