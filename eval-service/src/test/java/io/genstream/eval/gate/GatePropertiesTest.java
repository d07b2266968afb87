package io.genstream.eval.gate;

import static io.genstream.eval.gate.Measured.MODEL;
import static io.genstream.eval.gate.Measured.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every sequence of evaluations under AUTO. */
class GatePropertiesTest {
    record Quality(double distance, double halfWidth, double agreement, double recall, double neighbour) {
        Measured of(String version) {
            return new Measured(version, distance, halfWidth, agreement, recall, neighbour, 1, "x", null, 0);
        }
    }

    @Property(tries = 300)
    void theStableVersionOnlyEverGetsClearlyBetterInDistanceOrAtATieInAgreement(
            @ForAll("qualities") List<Quality> qualities) {
        Map<String, Quality> byVersion = new HashMap<>();
        String before = null;
        for (GateDecision decision : play(qualities, byVersion)) {
            String after = decision.after().stable();
            if (before != null && !after.equals(before)) {
                Quality old = byVersion.get(before);
                Quality now = byVersion.get(after);
                double noise = Math.hypot(old.halfWidth(), now.halfWidth());
                double gain = old.distance() - now.distance();
                boolean obeysBetter = now.agreement() - old.agreement() > Math.hypot(0.005, 0.005);
                assertThat(gain > noise || gain >= -noise && obeysBetter).isTrue();
                assertThat(now.agreement()).isGreaterThanOrEqualTo(old.agreement() - 0.02);
                assertThat(now.recall()).isGreaterThanOrEqualTo(old.recall() - 0.05);
                assertThat(now.neighbour()).isGreaterThanOrEqualTo(0.5);
            }
            before = after;
        }
    }

    @Property(tries = 300)
    void everyCandidateIsDecidedOnceAndRevisionsCountPromotions(@ForAll("qualities") List<Quality> qualities) {
        List<GateDecision> decisions = play(qualities, new HashMap<>());
        assertThat(decisions).extracting(GateDecision::commandId).doesNotHaveDuplicates();
        assertThat(decisions).hasSize(qualities.size());
        long promotions = 0;
        for (GateDecision decision : decisions) {
            promotions += decision.accepted() ? 1 : 0;
            assertThat(decision.after().revision()).isEqualTo(promotions);
        }
    }

    @Property(tries = 100)
    void aGateThatIsToldTheLogGoesOnWhereTheOldOneStood(
            @ForAll("qualities") List<Quality> before, @ForAll("qualities") List<Quality> after) {
        Gate old = newGate();
        List<Quality> all = new ArrayList<>(before);
        all.addAll(after);
        List<GateDecision> uninterrupted = play(newGate(), all, 0, new HashMap<>());
        List<GateDecision> written = play(old, before, 0, new HashMap<>());

        Gate restarted = newGate();
        for (int i = 0; i < before.size(); i++) {
            restarted.facts().checkpoint(Measured.checkpoint("v" + i));
            before.get(i).of("v" + i).tell(restarted.facts());
        }
        for (GateDecision d : written) {
            restarted.facts().decided(d.commandId(), d.model(), d.action(), d.accepted(), d.version());
            restarted.facts().rollout(d.after());
        }
        GateActions atRestart = new GateActions();
        restarted.reconsider(atRestart);
        assertThat(atRestart.isEmpty()).isTrue();

        List<GateDecision> resumed = new ArrayList<>(written);
        resumed.addAll(play(restarted, after, before.size(), new HashMap<>()));
        assertThat(resumed).isEqualTo(uninterrupted);
    }

    @Provide
    Arbitrary<List<Quality>> qualities() {
        Arbitrary<Double> share = Arbitraries.doubles().between(0.6, 1);
        return Combinators.combine(
                        Arbitraries.doubles().between(0.1, 20),
                        Arbitraries.doubles().between(0, 1),
                        share,
                        share,
                        Arbitraries.doubles().between(0.3, 1.2))
                .as(Quality::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Gate newGate() {
        return new Gate(GateRules.defaults(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static List<GateDecision> play(List<Quality> qualities, Map<String, Quality> byVersion) {
        return play(newGate(), qualities, 0, byVersion);
    }

    private static List<GateDecision> play(
            Gate gate, List<Quality> qualities, int firstVersion, Map<String, Quality> byVersion) {
        List<GateDecision> decisions = new ArrayList<>();
        for (int i = 0; i < qualities.size(); i++) {
            String version = "v" + (firstVersion + i);
            byVersion.put(version, qualities.get(i));
            gate.facts().checkpoint(new Candidate(MODEL, version, true, 10, null, Measured.DATASET, 1));
            GateActions actions = new GateActions();
            gate.reconsider(actions);
            qualities.get(i).of(version).tell(gate.facts());
            gate.reconsider(actions);
            decisions.addAll(actions.decisions());
        }
        return decisions;
    }
}
