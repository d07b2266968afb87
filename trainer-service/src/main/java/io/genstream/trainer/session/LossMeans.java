package io.genstream.trainer.session;

import java.util.LinkedHashMap;
import java.util.Map;

/** Sums loss terms between two points of a curve. */
public final class LossMeans {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    public void add(String term, double value) {
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
