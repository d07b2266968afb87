package io.genstream.eval.metrics;

/**
 * Share of images in which a classifier sees the class that was asked for, with its 95 % interval.
 *
 * <p>E. B. Wilson: "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927: unlike the normal
 * approximation it stays inside [0, 1] near its ends, where good generators are.
 *
 * @param value share of 1
 * @param low low end of the interval
 * @param high high end
 */
public record Agreement(double value, double low, double high) {
    private static final double Z = 1.959963984540054;

    /** @throws IllegalArgumentException if there is nothing to compare */
    public static Agreement of(int[] asked, int[] seen) {
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

    static Agreement ofCounts(int agreed, int of) {
        double p = (double) agreed / of;
        double zz = Z * Z / of;
        double centre = (p + zz / 2) / (1 + zz);
        double half = Z * Math.sqrt(p * (1 - p) / of + zz / (4 * of)) / (1 + zz);
        // rounding must not push the ends past the value at 0 and 1
        return new Agreement(p, Math.min(p, centre - half), Math.max(p, centre + half));
    }
}
