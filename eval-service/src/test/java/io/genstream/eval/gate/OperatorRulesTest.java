package io.genstream.eval.gate;

import static io.genstream.eval.gate.Measured.MODEL;
import static io.genstream.eval.gate.Measured.NOW;
import static io.genstream.eval.gate.Measured.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorRulesTest {
    private final Gate gate = new Gate(GateRules.defaults(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final Facts facts = gate.facts();
    private int commands;

    @BeforeEach
    void v1IsStableAndV2Exists() {
        facts.checkpoint(checkpoint("v1"));
        gate.reconsider(new GateActions());
        facts.checkpoint(checkpoint("v2"));
        facts.checkpoint(checkpoint("classifier", c -> new Candidate(MODEL, c.version(), false, 10, null, null, 1)));
    }

    @Test
    void promotesByWordAndPinsManual() {
        GateDecision decision = obey(Action.PROMOTE, "v2");
        assertThat(decision.accepted()).isTrue();
        assertThat(decision.reason()).isEqualTo("Promoted v2 under policy MANUAL by word of ann: because");
        assertThat(facts.rollout(MODEL).stable()).isEqualTo("v2");
        assertThat(facts.rollout(MODEL).previousStable()).isEqualTo("v1");
        assertThat(facts.rollout(MODEL).policy()).isEqualTo(Policy.MANUAL);
        assertThat(facts.rollout(MODEL).revision()).isEqualTo(2);
    }

    @Test
    void leavesThePolicyAutoWhereTheCommandSaysSo() {
        obey(command(Action.PROMOTE, "v2", 0, Policy.AUTO, null));
        assertThat(facts.rollout(MODEL).policy()).isEqualTo(Policy.AUTO);
    }

    @Test
    void refusesWhatDoesNotExist() {
        assertThat(obey(Action.PROMOTE, "v9").reason()).isEqualTo("Version v9 of m does not exist, or was deleted");
        assertThat(obey(Action.PROMOTE, "classifier").reason()).contains("not a generator");
        assertThat(obey(Action.PROMOTE, null).reason()).isEqualTo("PROMOTE needs a version");
        assertThat(obey(Action.SET_POLICY, null).reason()).contains("needs a policy");
        assertThat(obey(new OperatorCommand("x", "nobody", Action.PROMOTE, "v1", 0, null, null, "ann", ""))
                        .reason())
                .contains("nobody has no checkpoint");
        assertThat(facts.rollout(MODEL).revision()).isEqualTo(1);
    }

    @Test
    void deletesTheRollOutOfAModelWithoutVersionsAlone() {
        assertThat(obey(Action.DELETE, null).reason())
                .isEqualTo("Model m has versions: delete these first, by DELETE /v1/models/m");
        facts.checkpointDeleted(MODEL, "v1");
        facts.checkpointDeleted(MODEL, "v2");
        facts.checkpointDeleted(MODEL, "classifier");
        assertThat(obey(Action.DELETE, null).accepted()).isTrue();
        GateActions after = new GateActions();
        gate.reconsider(after);
        assertThat(after.isEmpty()).isTrue();
        assertThat(facts.knowsModel(MODEL)).isFalse();

        facts.checkpoint(checkpoint("v3"));
        gate.reconsider(new GateActions());
        assertThat(facts.rollout(MODEL).stable()).as("a new model of that name").isEqualTo("v3");
    }

    @Test
    void refusesAnotherRevisionThanExpected() {
        assertThat(obey(command(Action.PROMOTE, "v2", 0, null, 7L)).reason())
                .isEqualTo(
                        "The roll-out is at revision 1, not at the expected 7: look at it again and repeat the command");
        assertThat(obey(command(Action.PROMOTE, "v2", 0, null, 1L)).accepted()).isTrue();
    }

    @Test
    void rollsBackOnceAndSaysSoWhenThereIsNothingEarlier() {
        assertThat(obey(Action.ROLL_BACK, null).reason()).contains("no earlier version");
        obey(Action.PROMOTE, "v2");
        GateDecision decision = obey(Action.ROLL_BACK, null);
        assertThat(decision.version()).isEqualTo("v2");
        assertThat(decision.after().stable()).isEqualTo("v1");
        assertThat(obey(Action.ROLL_BACK, null).accepted()).isFalse();
    }

    @Test
    void refusesToRollBackToADeletedVersion() {
        obey(Action.PROMOTE, "v2");
        facts.checkpointDeleted(MODEL, "v1");
        assertThat(obey(Action.ROLL_BACK, null).accepted()).isFalse();
    }

    @Test
    void neverPromotesARolledBackVersionByItself() {
        obey(command(Action.PROMOTE, "v2", 0, Policy.AUTO, null));
        obey(command(Action.ROLL_BACK, null, 0, Policy.AUTO, null));
        Measured.of("v1", 10).tell(facts);
        Measured.of("v2", 1).tell(facts);
        assertThat(reconsider()).singleElement().satisfies(d -> {
            assertThat(d.accepted()).isFalse();
            assertThat(d.reason()).contains("rolled this version back");
        });
        assertThat(obey(Action.PROMOTE, "v2").accepted()).isTrue();
    }

    @Test
    void decidesOnFiguresUnderManualButPromotesNothing() {
        obey(command(Action.SET_POLICY, null, 0, Policy.MANUAL, null));
        Measured.of("v1", 10).tell(facts);
        Measured.of("v2", 1).tell(facts);
        assertThat(reconsider()).singleElement().satisfies(d -> {
            assertThat(d.accepted()).isFalse();
            assertThat(d.reason()).contains("MANUAL");
            assertThat(d.figures()).containsEntry("candidate.fd-digits-2000-none", 1.0);
        });
        obey(command(Action.SET_POLICY, null, 0, Policy.AUTO, null));
        facts.checkpoint(checkpoint("v3"));
        Measured.of("v3", 2).tell(facts);
        assertThat(reconsider()).singleElement().satisfies(d -> assertThat(d.accepted())
                .isTrue());
    }

    @Test
    void givesTheCanaryItsShareUntilItIsStable() {
        assertThat(obey(command(Action.CANARY, "v2", 101, null, null)).accepted())
                .isFalse();
        assertThat(obey(command(Action.CANARY, "v1", 10, null, null)).reason()).contains("stable one already");
        obey(command(Action.CANARY, "v2", 10, null, null));
        assertThat(facts.rollout(MODEL).canary()).isEqualTo("v2");
        assertThat(facts.rollout(MODEL).canaryPercent()).isEqualTo(10);
        obey(Action.PROMOTE, "v2");
        assertThat(facts.rollout(MODEL).canary()).isNull();
        assertThat(facts.rollout(MODEL).canaryPercent()).isZero();
    }

    @Test
    void endsCanaryAndShadowWithoutAVersion() {
        obey(command(Action.CANARY, "v2", 10, null, null));
        obey(Action.SHADOW, "v2");
        assertThat(facts.rollout(MODEL).shadow()).isEqualTo("v2");
        obey(Action.CANARY, null);
        obey(Action.SHADOW, null);
        assertThat(facts.rollout(MODEL).canary()).isNull();
        assertThat(facts.rollout(MODEL).shadow()).isNull();
    }

    @Test
    void obeysACommandOnce() {
        OperatorCommand command = command(Action.PROMOTE, "v2", 0, null, null);
        obey(command);
        obey(Action.ROLL_BACK, null);
        GateActions actions = new GateActions();
        gate.command(command, actions);
        assertThat(actions.decisions()).isEmpty();
        assertThat(actions.duplicates()).isEqualTo(1);
        assertThat(facts.rollout(MODEL).stable()).isEqualTo("v1");
    }

    private GateDecision obey(Action action, String version) {
        return obey(command(action, version, 0, null, null));
    }

    private GateDecision obey(OperatorCommand command) {
        GateActions actions = new GateActions();
        gate.command(command, actions);
        return actions.decisions().get(0);
    }

    private OperatorCommand command(Action action, String version, int percent, Policy policy, Long expected) {
        return new OperatorCommand(
                "command-" + commands++, MODEL, action, version, percent, policy, expected, "ann", "because");
    }

    private List<GateDecision> reconsider() {
        GateActions actions = new GateActions();
        gate.reconsider(actions);
        return actions.decisions();
    }
}
