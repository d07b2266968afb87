package io.genstream.eval.gate;

import io.genstream.schemas.Measures;
import java.time.Instant;
import java.util.List;

/**
 * One figure of one version, with everything that it must share with another figure to be compared with it.
 *
 * @param measure what is measured, whatever the protocol
 * @param protocol what all figures of its evaluation share
 * @param measuredWith measures of the evaluation's other figures; empty but with the distance
 * @param halfWidth of the 95 % interval; 0 where the evaluator gave none
 * @param runId null where no run made the version
 */
public record Figure(
        String model,
        String version,
        String metric,
        String measure,
        String protocol,
        List<String> measuredWith,
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
        measuredWith = List.copyOf(measuredWith);
        if (!Double.isFinite(value) || !Double.isFinite(halfWidth) || halfWidth < 0) {
            throw new IllegalArgumentException("Figure " + metric + " of " + model + "/" + version + " is " + value
                    + " with half-width " + halfWidth + ": both must be finite, and a width is not negative");
        }
    }

    /** By it versions are ordered. */
    boolean isDistance() {
        return measure.equals(Measures.FRECHET_DISTANCE);
    }

    /** Whether both are of one evaluation of their version. */
    boolean measuredWith(Figure distance) {
        return protocol.equals(distance.protocol)
                && revision == distance.revision
                && datasetId.equals(distance.datasetId)
                && extractorSha256.equals(distance.extractorSha256);
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
