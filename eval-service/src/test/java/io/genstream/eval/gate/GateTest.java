package io.genstream.eval.gate;

import static io.genstream.eval.gate.Measured.MODEL;
import static io.genstream.eval.gate.Measured.NOW;
import static io.genstream.eval.gate.Measured.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate(GateRules.defaults().withPatience(2), Clock.fixed(NOW, ZoneOffset.UTC));
    private final Facts facts = gate.facts();

    @Test
    void rollsOutTheFirstGeneratorWithoutFigures() {
        facts.checkpoint(checkpoint("c", c -> new Candidate(MODEL, "c", false, 10, null, null, 1)));
        assertThat(decide()).isEmpty();

        facts.checkpoint(checkpoint("v1"));
        assertThat(decide()).singleElement().satisfies(d -> {
            assertThat(d.accepted()).isTrue();
            assertThat(d.commandId()).isEqualTo("auto/v1/r1");
            assertThat(d.after().stable()).isEqualTo("v1");
            assertThat(d.after().revision()).isEqualTo(1);
        });
    }

    @Test
    void rollsOutOnlyOneOfSeveralFirstVersions() {
        facts.checkpoint(checkpoint("v1"));
        facts.checkpoint(checkpoint("v2"));
        assertThat(decide()).hasSize(1);
        assertThat(facts.rollout(MODEL).stable()).isEqualTo("v1");
    }

    @Test
    void decidesACandidateOnceForEachRevision() {
        stableWith(Measured.of("v1", 10));
        candidate(Measured.of("v2", 20));
        assertThat(decide()).singleElement().satisfies(d -> assertThat(d.accepted())
                .isFalse());
        Measured.of("v2", 20).tell(facts);
        assertThat(decide()).isEmpty();

        Measured.of("v1", 10).revision(2).tell(facts);
        Measured.of("v2", 5).revision(2).tell(facts);
        assertThat(decide()).singleElement().satisfies(d -> {
            assertThat(d.commandId()).isEqualTo("auto/v2/r2");
            assertThat(d.accepted()).isTrue();
        });
    }

    @Test
    void waitsUntilEveryGuardCanBeChecked() {
        stableWith(Measured.of("v1", 10));
        facts.checkpoint(checkpoint("v2"));
        Map<String, Figure> figures = Measured.of("v2", 5).recall(0).byMetric();
        facts.figure(figures.get(Measured.DISTANCE));
        assertThat(decide()).isEmpty();
        figures.values().forEach(facts::figure);
        assertThat(decide()).singleElement().satisfies(d -> assertThat(d.accepted())
                .isFalse());
    }

    @Test
    void needsNoAgreementWhereTheExtractorTellsNoClassesApart() {
        stableWith(Measured.of("v1", 10));
        facts.checkpoint(checkpoint("v2"));
        Measured.of("v2", 5).withoutAgreement().forEach(facts::figure);
        assertThat(decide()).singleElement().satisfies(d -> assertThat(d.accepted())
                .isTrue());
    }

    @Test
    void needsNoAgreementOfAModelThatIsAskedForNothing() {
        stableWith(Measured.of("v1", 10));
        facts.checkpoint(checkpoint("v2", c -> new Candidate(MODEL, "v2", true, 0, null, Measured.DATASET, 1)));
        Measured.of("v2", 5).withoutAgreement().forEach(facts::figure);
        assertThat(decide()).singleElement().satisfies(d -> assertThat(d.accepted())
                .isTrue());
    }

    @Test
    void asksTheStableVersionForAsManyImagesAsTheCandidateShowed() {
        facts.dataset(Measured.DATASET, 1);
        stableWith(Measured.of("v1", 10));
        facts.checkpoint(checkpoint("v2"));
        for (Figure figure : Measured.of("v2", 5).byMetric().values()) {
            facts.figure(new Figure(
                    MODEL,
                    "v2",
                    figure.metric().replace("digits-2000", "pca64-500"),
                    figure.measure(),
                    "pca64-500",
                    figure.measuredWith(),
                    figure.value(),
                    figure.halfWidth(),
                    500,
                    Measured.DATASET,
                    1,
                    "components",
                    null,
                    0,
                    NOW));
        }

        assertThat(reconsider().remeasurements()).singleElement().satisfies(r -> {
            assertThat(r.images()).hasValue(500);
            assertThat(r.classes()).isEqualTo(10);
        });
        assertThat(reconsider().isEmpty()).isTrue();
    }

    @Test
    void measuresTheStableVersionFirstOnANewRevision() {
        stableWith(Measured.of("v1", 10));
        facts.dataset(Measured.DATASET, 2);
        GateActions actions = reconsider();
        assertThat(actions.remeasurements()).singleElement().satisfies(r -> assertThat(r.requestId())
                .isEqualTo("eval-m-v1-r2"));

        candidate(Measured.of("v2", 5).revision(2));
        assertThat(reconsider().isEmpty()).isTrue();
        Measured.of("v1", 10).revision(2).tell(facts);
        assertThat(decide()).singleElement().satisfies(d -> assertThat(d.accepted())
                .isTrue());
    }

    @Test
    void measuresTheStableVersionAgainWhenTheExtractorChanged() {
        facts.dataset(Measured.DATASET, 1);
        stableWith(Measured.of("v1", 10));
        candidate(Measured.of("v2", 5).extractor("newer"));
        GateActions actions = reconsider();
        assertThat(actions.decisions()).isEmpty();
        assertThat(actions.remeasurements()).hasSize(1);
        assertThat(reconsider().isEmpty()).isTrue();
    }

    @Test
    void leavesACandidateAloneThatWasMeasuredBeforeTheStableVersionWas() {
        facts.dataset(Measured.DATASET, 2);
        stableWith(Measured.of("v1", 10).revision(2));
        candidate(Measured.of("v2", 5).revision(1));
        assertThat(reconsider().isEmpty()).isTrue();
    }

    @Test
    void promotesNothingOnFiguresThatTheLogMayHaveForgotten() {
        var later = new Gate(GateRules.defaults(), Clock.fixed(NOW.plus(Duration.ofDays(31)), ZoneOffset.UTC));
        for (String version : List.of("v1", "v2")) {
            later.facts().checkpoint(checkpoint(version));
        }
        Measured.of("v1", 10).tell(later.facts());
        Measured.of("v2", 5).tell(later.facts());
        GateActions actions = new GateActions();
        later.reconsider(actions);
        assertThat(actions.decisions()).extracting(GateDecision::version).containsExactly("v1");
    }

    @Test
    void neverPromotesADeletedCheckpoint() {
        stableWith(Measured.of("v1", 10));
        facts.checkpoint(checkpoint("v2"));
        facts.checkpointDeleted(MODEL, "v2");
        Measured.of("v2", 5).tell(facts);
        assertThat(decide()).isEmpty();
    }

    @Test
    void tellsATrainerOnceToStop() {
        facts.run(run(true));
        for (int i = 0; i < 6; i++) {
            Measured.of("v" + i, 10).run("run", i).tell(facts);
        }
        GateActions actions = reconsider();
        assertThat(actions.stops()).singleElement().satisfies(s -> {
            assertThat(s.run().recipe()).isEqualTo("recipe");
            assertThat(s.reason()).contains("No improvement over 5");
        });
        Measured.of("v6", 10).run("run", 6).tell(facts);
        assertThat(reconsider().stops()).isEmpty();
    }

    @Test
    void leavesEndedRunsAndRunsStoppedBeforeAlone() {
        facts.run(run(true));
        facts.run(run(false));
        for (int i = 0; i < 6; i++) {
            Measured.of("v" + i, 10).run("run", i).tell(facts);
        }
        assertThat(reconsider().stops()).isEmpty();

        facts.stopIssued("run");
        facts.run(run(true));
        assertThat(reconsider().stops()).isEmpty();
    }

    private static TrainingRun run(boolean active) {
        return new TrainingRun("run", active, "recipe", Measured.DATASET, MODEL, Map.of());
    }

    private void stableWith(Measured measured) {
        candidate(measured);
        assertThat(decide()).isNotEmpty();
    }

    private void candidate(Measured measured) {
        facts.checkpoint(checkpoint(measured.version()));
        measured.tell(facts);
    }

    private List<GateDecision> decide() {
        return reconsider().decisions();
    }

    private GateActions reconsider() {
        GateActions actions = new GateActions();
        gate.reconsider(actions);
        return actions;
    }
}
