package io.genstream.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.TestBroker;
import io.genstream.eval.kafka.EvaluationScenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker and real digits; only trainer and inference are stood in for. */
class EvalServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DATASET = "digits-eval-it";

    private static EvaluationScenario scenario;
    private static SimpleMeterRegistry registry;
    private static EvalService service;

    @BeforeAll
    static void startOnRealDigits() throws Exception {
        scenario = new EvaluationScenario(TestBroker.bootstrap(), DATASET);
        start();
        scenario.importDigits(1);
    }

    @AfterAll
    static void stop() {
        service.close();
        scenario.close();
    }

    private static void start() {
        registry = new SimpleMeterRegistry();
        service = EvalService.start(
                EvalConfig.of(Map.of(
                        "bootstrap.servers", TestBroker.bootstrap(),
                        "application.id", "eval-service-it",
                        "evaluation.retry.ms", "10000",
                        "interval.groups", "20")),
                registry);
        await().atMost(PATIENCE).until(() -> service.ready());
    }

    private static double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void publishesTheBaselinesOfARevision() {
        Map<String, Double> floor = scenario.awaitFigures("baseline-train-floor", DATASET + "-r1", PATIENCE);
        Map<String, Double> yardstick = scenario.awaitFigures("baseline-pca-gaussian", DATASET + "-r1", PATIENCE);

        assertThat(floor.get("fd-digits-2000-none-relative")).isBetween(0.0005, 0.006);
        assertThat(floor.get("agreement-digits-2000")).isGreaterThan(0.97);
        assertThat(floor.get("recall-digits-2000-k3")).isBetween(0.8, 1.0);
        assertThat(floor.get("nn-train-digits-2000")).isZero();
        assertThat(yardstick.get("fd-digits-2000-none-relative")).isBetween(0.08, 0.25);
        assertThat(yardstick.get("agreement-digits-2000")).isGreaterThan(0.93);
        assertThat(yardstick.get("recall-digits-2000-k3")).isBetween(0.15, 0.6);
        assertThat(yardstick.get("nn-train-digits-2000")).isGreaterThan(0.5);
    }

    @Test
    void measuresACheckpointOnRealDigitsNearTheFloor() throws Exception {
        scenario.publishCheckpoint("it-real", "v1");
        scenario.answerRequests("it-real", "v1", asked -> asked);

        Map<String, Double> figures = scenario.awaitFigures("it-real", "v1", PATIENCE);

        assertThat(figures.get("fd-digits-2000-none-relative")).isLessThan(0.01);
        assertThat(figures.get("agreement-digits-2000")).isGreaterThan(0.97);
        assertThat(scenario.provenance("it-real", "v1")).containsExactly("run-of-it-real", 12_345L, 2_000L, 2_000L, 1L);
    }

    /** Those of one that the trainer dropped stay: they are the curve of the run. */
    @Test
    void theFiguresOfAVersionThatAPersonDeletedGo() throws Exception {
        for (String model : List.of("it-gone", "it-dropped")) {
            scenario.publishCheckpoint(model, "v1");
            scenario.answerRequests(model, "v1", asked -> asked);
            Map<String, Double> unused = scenario.awaitFigures(model, "v1", PATIENCE);
        }
        long all = scenario.figures("it-dropped", "v1");

        scenario.dropVersion("it-dropped", "v1");
        scenario.deleteVersion("it-gone", "v1");

        await().atMost(PATIENCE).until(() -> scenario.figures("it-gone", "v1") == 0);
        assertThat(scenario.figures("it-dropped", "v1")).isEqualTo(all).isPositive();
        scenario.repeatAFigure("it-gone", "v1");
        await().atMost(PATIENCE).until(() -> scenario.figures("it-gone", "v1") == 0);
    }

    @Test
    void seesThatLabelsAreShuffled() throws Exception {
        scenario.publishCheckpoint("it-shuffled", "v1");
        scenario.answerRequests("it-shuffled", "v1", asked -> (asked + 3) % 10);

        Map<String, Double> figures = scenario.awaitFigures("it-shuffled", "v1", PATIENCE);

        assertThat(figures.get("fd-digits-2000-none-relative")).isLessThan(0.01);
        assertThat(figures.get("agreement-digits-2000")).isLessThan(0.05);
    }

    @Test
    void seesThatAModelCollapsed() throws Exception {
        scenario.publishCheckpoint("it-collapsed", "v1");
        scenario.answerRequests("it-collapsed", "v1", asked -> 1);

        Map<String, Double> figures = scenario.awaitFigures("it-collapsed", "v1", PATIENCE);

        assertThat(figures.get("fd-digits-2000-none-relative")).isGreaterThan(0.3);
        assertThat(figures.get("recall-digits-2000-k3")).isLessThan(0.3);
    }

    @Test
    void duplicatesDoNotChangeFigures() throws Exception {
        scenario.publishCheckpoint("it-once", "v1");
        scenario.publishCheckpoint("it-twice", "v1");
        scenario.answerRequests("it-once", "v1", asked -> asked);
        scenario.answerFirstRequest("it-twice", "v1", asked -> asked);
        scenario.answerRequests("it-twice", "v1", asked -> asked);

        assertThat(scenario.awaitFigures("it-twice", "v1", PATIENCE))
                .isEqualTo(scenario.awaitFigures("it-once", "v1", PATIENCE));
    }

    @Test
    void goesOnFromTheMiddleAfterARestart() throws Exception {
        scenario.publishCheckpoint("it-restart", "v1");
        scenario.answerFirstRequest("it-restart", "v1", asked -> asked);
        await().atMost(PATIENCE).until(() -> scenario.featureRows("it-restart", "v1") == 1_024);
        service.close();

        start();
        // the restarted service asks for everything again; the half that it has must do
        scenario.answerRequestFrom("it-restart", "v1", 1_024, asked -> asked);

        assertThat(scenario.awaitFigures("it-restart", "v1", PATIENCE).get("agreement-digits-2000"))
                .isGreaterThan(0.97);
    }

    @Test
    void batchesThatCameTooEarlySurviveARestart() throws Exception {
        // another instance asked, and the view of the checkpoints is behind
        scenario.answerUnasked("it-too-early", "v1", asked -> asked);
        await().atMost(PATIENCE).until(() -> gauge("genstream.eval.batches.held") == 16);
        service.close();

        start();
        await().atMost(PATIENCE).until(() -> gauge("genstream.eval.batches.held") == 16);
        scenario.publishCheckpoint("it-too-early", "v1");

        assertThat(scenario.awaitFigures("it-too-early", "v1", PATIENCE).get("agreement-digits-2000"))
                .isGreaterThan(0.97);
        assertThat(gauge("genstream.eval.batches.held")).isZero();
    }

    @Test
    void doesNotAskAgainForAReplayedCheckpoint() throws Exception {
        scenario.publishCheckpoint("it-replayed", "v1");
        scenario.answerRequests("it-replayed", "v1", asked -> asked);
        scenario.awaitFigures("it-replayed", "v1", PATIENCE);

        scenario.publishCheckpoint("it-replayed", "v1");
        scenario.publishCheckpoint("it-after-replay", "v1");

        // requests are written in order: when the later one is there, the replay has been looked at
        await().atMost(PATIENCE)
                .until(() -> scenario.requests("it-after-replay", "v1").size() == 2);
        assertThat(scenario.requests("it-replayed", "v1")).hasSize(2);
    }

    @Test
    void deadLettersPoisonAndGoesOn() throws Exception {
        scenario.sendPoisonEverywhere("not a record");
        scenario.publishCheckpoint("it-poisoned", "v1");
        scenario.sendBatchOfWrongShape("it-poisoned", "v1");
        scenario.answerRequests("it-poisoned", "v1", asked -> asked);

        assertThat(scenario.awaitFigures("it-poisoned", "v1", PATIENCE)).isNotEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(scenario.deadLetterTopics("not a record"))
                .contains("checkpoints", "evaluation-batches", "features", "evaluations", "dataset-updates"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(scenario.deadLetterErrors())
                .anyMatch(e -> e.contains("cannot be measured")));
        assertThat(service.failure()).isEmpty();

        service.close();
        start();

        // these two views have met the poison a second time by now
        assertThat(scenario.deadLetters("evaluations", "not a record")).isEqualTo(1);
        assertThat(scenario.deadLetters("dataset-updates", "not a record")).isEqualTo(1);
    }

    @Test
    void aCheckpointWaitsForItsReference() throws Exception {
        String late = DATASET + "-late";
        scenario.publishCheckpoint("it-early", "v1", late);
        scenario.publishCheckpoint("it-marker", "v1");
        await().atMost(PATIENCE)
                .until(() -> scenario.requests("it-marker", "v1").size() == 2);
        assertThat(scenario.requests("it-early", "v1")).isEmpty();

        scenario.importDigits(late, 1);

        await().atMost(PATIENCE).until(() -> scenario.requests("it-early", "v1").size() == 2);
    }

    @Test
    void saysThatADatasetHasNoPictures() throws Exception {
        scenario.publishColourRevision(DATASET + "-colour");
        scenario.publishCheckpoint("it-colour", "v1", DATASET + "-colour");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(registry.find("genstream.eval.skipped")
                        .tag("reason", "unusable-dataset")
                        .counter())
                .isNotNull());
        assertThat(registry.counter("genstream.eval.datasets.unusable").count()).isPositive();
    }
}
