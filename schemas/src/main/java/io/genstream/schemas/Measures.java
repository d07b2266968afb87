package io.genstream.schemas;

import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.MetricKind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What figures measure, as far as others than their maker go by it; any other measure is known by its kind. */
public final class Measures {
    /** By it versions are ordered; the last figure of an evaluation, so that it stands for all. */
    public static final String FRECHET_DISTANCE = "frechet-distance";

    /** The same over the total variance of the real features. */
    public static final String RELATIVE_DISTANCE = "relative-frechet-distance";

    public static final String AGREEMENT = "agreement";
    public static final String PRECISION = "precision";
    public static final String RECALL = "recall";

    /** Distance to the nearest training picture over that of real pictures. */
    public static final String NEAREST_TRAINING = "nearest-training";

    /** Names as they were when they alone told what is measured: by {@code <prefix>-<extractor>[-train]-<n>[-<more>]}. */
    private static final Pattern NAME = Pattern.compile(
            "(?<prefix>fi?d|agreement|precision|recall|nn-train)-(?<protocol>.+-\\d+k?)(-[^-]+)?(?<relative>-relative)?");

    private Measures() {}

    /** The record as it would be written today: one of before gets from its name what it lacks, where that tells. */
    static Evaluation completed(Evaluation figure) {
        Matcher name = NAME.matcher(figure.getMetric());
        if (figure.getKind() != MetricKind.UNKNOWN || !name.matches()) {
            return figure;
        }
        String measure =
                switch (name.group("prefix")) {
                    case "fd", "fid" -> name.group("relative") == null ? FRECHET_DISTANCE : RELATIVE_DISTANCE;
                    case "nn-train" -> NEAREST_TRAINING;
                    default -> name.group("prefix");
                };
        return Evaluation.newBuilder(figure)
                .setMeasure(measure)
                .setKind(
                        switch (measure) {
                            case FRECHET_DISTANCE, RELATIVE_DISTANCE -> MetricKind.DISTANCE;
                            case NEAREST_TRAINING -> MetricKind.RATIO;
                            default -> MetricKind.SHARE;
                        })
                .setProtocol(name.group("protocol"))
                .setAgainstTraining(name.group("protocol").contains("-train-"))
                // what every evaluation had; agreement, where there was one, came before the distance
                .setMeasuredWith(
                        measure.equals(FRECHET_DISTANCE)
                                ? List.of(RELATIVE_DISTANCE, PRECISION, RECALL, NEAREST_TRAINING)
                                : List.of())
                .build();
    }
}
