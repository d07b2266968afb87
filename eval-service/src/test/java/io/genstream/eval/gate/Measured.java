package io.genstream.eval.gate;

import io.genstream.schemas.Measures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** VersionFigures of a version for the tests of the rules. */
record Measured(
        String version,
        double distance,
        double halfWidth,
        double agreement,
        double recall,
        double neighbour,
        long revision,
        String extractor,
        String runId,
        long imagesSeen) {
    static final String MODEL = "m";
    static final String DATASET = "d";
    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    static final String DISTANCE = "fd-digits-2000-none";
    static final String AGREEMENT = "agreement-digits-2000";

    static Measured of(String version, double distance) {
        return new Measured(version, distance, 0.1, 0.97, 0.8, 1.0, 1, "x", null, 0);
    }

    Measured halfWidth(double value) {
        return new Measured(
                version, distance, value, agreement, recall, neighbour, revision, extractor, runId, imagesSeen);
    }

    Measured agreement(double value) {
        return new Measured(
                version, distance, halfWidth, value, recall, neighbour, revision, extractor, runId, imagesSeen);
    }

    Measured recall(double value) {
        return new Measured(
                version, distance, halfWidth, agreement, value, neighbour, revision, extractor, runId, imagesSeen);
    }

    Measured neighbour(double value) {
        return new Measured(
                version, distance, halfWidth, agreement, recall, value, revision, extractor, runId, imagesSeen);
    }

    Measured revision(long value) {
        return new Measured(
                version, distance, halfWidth, agreement, recall, neighbour, value, extractor, runId, imagesSeen);
    }

    Measured extractor(String value) {
        return new Measured(
                version, distance, halfWidth, agreement, recall, neighbour, revision, value, runId, imagesSeen);
    }

    Measured run(String id, long images) {
        return new Measured(
                version, distance, halfWidth, agreement, recall, neighbour, revision, extractor, id, images);
    }

    Map<String, Figure> byMetric() {
        List<String> guards = List.of(Measures.AGREEMENT, Measures.RECALL, Measures.NEAREST_TRAINING);
        return Map.of(
                DISTANCE,
                figure(DISTANCE, Measures.FRECHET_DISTANCE, guards, distance, halfWidth),
                AGREEMENT,
                figure(AGREEMENT, Measures.AGREEMENT, List.of(), agreement, 0.005),
                "recall-digits-2000-k3",
                figure("recall-digits-2000-k3", Measures.RECALL, List.of(), recall, 0.01),
                "nn-train-digits-2000",
                figure("nn-train-digits-2000", Measures.NEAREST_TRAINING, List.of(), neighbour, 0.01));
    }

    /** As the evaluator publishes them where its extractor tells no classes apart, or none were asked for. */
    List<Figure> withoutAgreement() {
        List<String> guards = List.of(Measures.RECALL, Measures.NEAREST_TRAINING);
        return byMetric().values().stream()
                .filter(figure -> !figure.metric().equals(AGREEMENT))
                .map(figure -> figure.isDistance()
                        ? figure(DISTANCE, Measures.FRECHET_DISTANCE, guards, distance, halfWidth)
                        : figure)
                .toList();
    }

    VersionFigures figures() {
        return VersionFigures.of(byMetric().values()).orElseThrow();
    }

    void tell(Facts facts) {
        byMetric().values().forEach(facts::figure);
    }

    static Candidate checkpoint(String version, UnaryOperator<Candidate> change) {
        return change.apply(new Candidate(MODEL, version, true, 10, null, DATASET, 1));
    }

    static Candidate checkpoint(String version) {
        return checkpoint(version, c -> c);
    }

    private Figure figure(String metric, String measure, List<String> measuredWith, double value, double width) {
        return new Figure(
                MODEL,
                version,
                metric,
                measure,
                "digits-2000",
                measuredWith,
                value,
                width,
                2_000,
                DATASET,
                revision,
                extractor,
                runId,
                imagesSeen,
                NOW);
    }
}
