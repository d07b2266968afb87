package io.genstream.eval.evaluation;

import io.genstream.eval.reference.Reference;

/** Names that carry the protocol: extractor, reference where it is the train split, number of generated images, resizer. */
public final class MetricNames {
    private static final String DISTANCE = "fd-";
    private static final String RELATIVE = "-relative";

    private final String protocol;
    private final String resizer;

    MetricNames(Reference reference, int images) {
        String train = reference.side() == Reference.Side.TRAIN ? "-train" : "";
        this.protocol = reference.extractor().name() + train + "-" + images;
        this.resizer = reference.extractor().canvas().resizer();
    }

    String distance() {
        return DISTANCE + protocol + "-" + resizer;
    }

    String relativeDistance() {
        return distance() + RELATIVE;
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
        return metric.startsWith(DISTANCE) && !metric.endsWith(RELATIVE);
    }
}
