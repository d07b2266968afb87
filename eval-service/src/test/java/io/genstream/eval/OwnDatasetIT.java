package io.genstream.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.TestBroker;
import io.genstream.eval.kafka.ColourScenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A data set that no classifier knows: every checkpoint is measured in its own principal components, and gated. */
class OwnDatasetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EvalService service;

    @BeforeAll
    static void start() {
        service = EvalService.start(
                EvalConfig.of(Map.of(
                        "bootstrap.servers", TestBroker.bootstrap(),
                        "application.id", "own-dataset-it",
                        "interval.groups", "20")),
                new SimpleMeterRegistry());
        await().atMost(PATIENCE).until(() -> service.ready());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void threeHundredColourPicturesAreEnoughToPromoteABetterModelAndToRefuseACollapsedOne() throws Exception {
        try (ColourScenario own = new ColourScenario(TestBroker.bootstrap(), "own-small", "own-small-model")) {
            own.importPictures(240, 60);

            own.publish("v1", ColourScenario::noise);
            assertThat(decision(own, "v1")).startsWith("accepted: The first version");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(own.figures("own-small-model", "v1"))
                    .contains(
                            "fd-pca32-train-250-area32-relative 250 240",
                            "precision-pca32-train-250-k3 250 240",
                            "recall-pca32-train-250-k3 250 240",
                            "nn-train-pca32-train-250 250 240",
                            "fd-pca32-train-250-area32 250 240")
                    .noneMatch(figure -> figure.startsWith("agreement")));

            own.publish("v2", i -> ColourScenario.picture(1_000 + i, 32, 32));
            assertThat(decision(own, "v2")).startsWith("accepted: fd-pca32-train-250-area32 fell to");
            assertThat(own.figure("v2", "fd-pca32-train-250-area32-relative")).isLessThan(0.1);
            assertThat(own.figure("v1", "fd-pca32-train-250-area32-relative")).isGreaterThan(0.5);
            assertThat(own.figure("v2", "nn-train-pca32-train-250")).isBetween(0.7, 1.5);

            own.publish("v3", i -> ColourScenario.picture(1_000 + 3 * (i % 2), 32, 32));
            assertThat(decision(own, "v3")).startsWith("refused: fd-pca32-train-250-area32 is");

            // copies of the train split have a distance of nothing, and are refused all the same
            own.publish("v4", i -> ColourScenario.picture(i % 240, 32, 32));
            assertThat(decision(own, "v4")).startsWith("refused: ").contains("copies");
        }
    }

    @Test
    void aLargerDataSetIsMeasuredAgainstItsTestSplitAndHasBaselines() throws Exception {
        try (ColourScenario own = new ColourScenario(TestBroker.bootstrap(), "own-large", "own-large-model")) {
            own.importPictures(600, 300);

            own.publish("v1", ColourScenario::noise);
            own.publish("v2", i -> ColourScenario.picture(5_000 + i, 32, 32));

            assertThat(decision(own, "v2")).startsWith("accepted: fd-pca64-250-area32 fell to");
            for (String baseline : new String[] {"baseline-train-floor", "baseline-pca-gaussian"}) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(own.figures(baseline, "own-large-r1"))
                        .contains("fd-pca64-250-area32 250 300"));
            }
        }
    }

    private static String decision(ColourScenario own, String version) {
        await().atMost(PATIENCE).until(() -> own.decision(version).isPresent());
        return own.decision(version).orElseThrow();
    }
}
