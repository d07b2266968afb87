package io.genstream.eval.evaluation;

import io.genstream.eval.reference.Reference;

/** Names that carry the protocol: extractor, number of generated images, resizer or neighbours. */
public final class MetricNames {
    /** Images are never resized: the extractors take them as they are, or with a black border. */
    public static final String RESIZER = "none";

    private static final String DISTANCE = "fd-";

    private final String protocol;

    MetricNames(String extractor, int images) {
        this.protocol = extractor + "-" + images;
    }

    String distance() {
        return DISTANCE + protocol + "-" + RESIZER;
    }

    String relativeDistance() {
        return distance() + "-relative";
    }

    String agreement() {
        return "agreement-" + protocol;
    }

    String precision() {
        return "precision-" + protocol + "-k" + Reference.NEIGHBOURS;
    }

    String recall() {
        return "recall-" + protocol + "-k" + Reference.NEIGHBOURS;
    }

    String nearestTraining() {
        return "nn-train-" + protocol;
    }

    /** The distance is the last figure of an evaluation: when it is there, all are. */
    public static boolean completesAnEvaluation(String metric) {
        return metric.startsWith(DISTANCE) && metric.endsWith("-" + RESIZER);
    }
}
