package io.genstream.eval.gate;

import java.time.Instant;

/**
 * One figure of one version, with everything that it must share with another figure to be compared with it.
 *
 * @param halfWidth of the 95 % interval; 0 where the evaluator gave none
 * @param runId null where no run made the version
 */
public record Figure(
        String model,
        String version,
        String metric,
        double value,
        double halfWidth,
        long n,
        String datasetId,
        long revision,
        String extractorSha256,
        String runId,
        long imagesSeen,
        Instant at) {

    public Figure {
        if (!Double.isFinite(value) || !Double.isFinite(halfWidth) || halfWidth < 0) {
            throw new IllegalArgumentException("Figure " + metric + " of " + model + "/" + version + " is " + value
                    + " with half-width " + halfWidth + ": both must be finite, and a width is not negative");
        }
    }

    /** DESIGN's law 7: figures compare only like with like. */
    boolean comparableWith(Figure other) {
        return metric.equals(other.metric)
                && n == other.n
                && datasetId.equals(other.datasetId)
                && revision == other.revision
                && extractorSha256.equals(other.extractorSha256);
    }

    /** A difference to {@code other} up to this much may be chance: the two half-widths in quadrature. */
    double noise(Figure other) {
        return Math.hypot(halfWidth, other.halfWidth);
    }
}
