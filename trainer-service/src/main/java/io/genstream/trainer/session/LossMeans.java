package io.genstream.trainer.session;

import io.genstream.trainer.recipe.DivergedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums loss terms between two points of a curve. One that is not finite ends the training. */
public final class LossMeans {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long step;

    /** Which step the terms to come are of. */
    void of(long number) {
        step = number;
    }

    /** @throws DivergedException where the value is not finite */
    public void add(String term, double value) {
        if (!Double.isFinite(value)) {
            throw new DivergedException(term, value, step);
        }
        sums.merge(term, value, Double::sum);
        counts.merge(term, 1L, Long::sum);
    }

    Map<String, Double> drain() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((term, sum) -> means.put(term, sum / counts.get(term)));
        sums.clear();
        counts.clear();
        return means;
    }
}
