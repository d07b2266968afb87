package io.genstream.eval.evaluation;

import io.genstream.eval.metrics.FeatureSet;
import java.util.Arrays;

/** The rows of one evaluation that have come. A row that comes twice is one row: the first stays. Not thread-safe. */
final class Accumulator {
    private final int dimension;
    private final float[][] vectors;
    private final int[] asked;
    private final int[] predicted;
    private int filled;

    Accumulator(FeatureChunk first) {
        if (first.images() < 1 || first.images() > EvaluationProtocol.MAX_IMAGES) {
            throw new IllegalArgumentException(
                    "An evaluation has 1 to " + EvaluationProtocol.MAX_IMAGES + " images, not " + first.images());
        }
        this.dimension = first.rows().get(0).vector().length;
        this.vectors = new float[first.images()][];
        this.asked = new int[first.images()];
        this.predicted = new int[first.images()];
        Arrays.fill(asked, -1);
        Arrays.fill(predicted, -1);
    }

    /** @throws IllegalArgumentException if a row does not fit; none is taken then */
    void add(FeatureChunk chunk) {
        for (FeatureChunk.Row row : chunk.rows()) {
            if (row.index() < 0 || row.index() >= vectors.length || row.vector().length != dimension) {
                throw new IllegalArgumentException(
                        "Row " + row.index() + " of " + chunk.id().requestId() + " with " + row.vector().length
                                + " values does not fit " + vectors.length + " rows of " + dimension);
            }
        }
        for (FeatureChunk.Row row : chunk.rows()) {
            int index = (int) row.index();
            if (vectors[index] == null) {
                vectors[index] = row.vector();
                asked[index] = row.asked();
                predicted[index] = row.predicted();
                filled++;
            }
        }
    }

    boolean complete() {
        return filled == vectors.length;
    }

    boolean started() {
        return filled > 0;
    }

    FeatureSet features() {
        return new FeatureSet(vectors, asked, predicted);
    }
}
