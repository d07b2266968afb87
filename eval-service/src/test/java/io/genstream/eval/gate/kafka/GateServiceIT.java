package io.genstream.eval.gate.kafka;

import static io.genstream.eval.gate.kafka.GateWorld.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.eval.gate.GateRules;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.RolloutAction;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.RolloutPolicy;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One gate, and everybody else on the topics. */
class GateServiceIT {
    private static final int PATIENCE = 3;
    private static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();
    private static GateWorld world;
    private static GateService gate;

    @BeforeAll
    static void startGate() {
        world = new GateWorld();
        GateSettings settings = GateSettings.defaults()
                .withId("gate-it-" + Long.toHexString(System.nanoTime()))
                .withRules(GateRules.defaults().withPatience(PATIENCE));
        gate = GateService.start(world.connection(), settings, world.office(), REGISTRY, Clock.systemUTC());
        patiently().until(gate::ready);
    }

    @AfterAll
    static void stopGate() {
        assertThat(gate.failure()).isEmpty();
        gate.close();
        world.close();
    }

    @Test
    void promotesTheFirstThenTheBetterAndRefusesTheWorse() {
        GateRecords model = new GateRecords(world, "better");
        model.checkpoint("v1");
        awaitStable(model, "v1");
        model.evaluate("v1", 10);
        model.checkpoint("v2");
        model.evaluate("v2", 5);
        awaitStable(model, "v2");
        assertThat(world.rollout(model.model()).getPreviousStable()).isEqualTo("v1");
        assertThat(world.rollout(model.model()).getReason()).contains("fell to 5.000 from 10.00 of v1");

        model.checkpoint("v3");
        model.evaluate("v3", 20);
        RolloutDecision refused = awaitDecision(model, "auto/v3/r1");
        assertThat(refused.getAccepted()).isFalse();
        assertThat(refused.getFigures()).containsEntry("candidate.fd-digits-2000-none", 20.0);
        assertThat(world.stable(model.model())).isEqualTo("v2");
        assertThat(REGISTRY.get("genstream.gate.decisions")
                        .tag("outcome", "refused")
                        .tag("origin", "auto")
                        .counter()
                        .count())
                .isPositive();
        assertThat(REGISTRY.get("genstream.gate.leading").gauge().value()).isEqualTo(1);
    }

    @Test
    void anOperatorsRollbackSticksUntilTheGateMayGoOn() {
        GateRecords model = new GateRecords(world, "rollback");
        model.checkpoint("v1");
        model.evaluate("v1", 10);
        awaitStable(model, "v1");
        model.checkpoint("v2");
        model.evaluate("v2", 5);
        awaitStable(model, "v2");

        awaitDecision(model, model.send(model.command("back", RolloutAction.ROLL_BACK)));
        awaitStable(model, "v1");
        assertThat(world.rollout(model.model()).getPolicy()).isEqualTo(RolloutPolicy.MANUAL);

        model.checkpoint("v3");
        model.evaluate("v3", 1);
        assertThat(awaitDecision(model, "auto/v3/r1").getReason()).contains("MANUAL");
        assertThat(world.stable(model.model())).isEqualTo("v1");

        assertThat(awaitDecision(model, model.policy("auto", RolloutPolicy.AUTO))
                        .getAccepted())
                .isTrue();
        model.checkpoint("v4");
        model.evaluate("v4", 2);
        awaitStable(model, "v4");
    }

    @Test
    void aDeletedModelsRollOutGoesAndStaysAway() {
        GateRecords model = new GateRecords(world, "deleted");
        model.checkpoint("v1");
        awaitStable(model, "v1");
        RolloutDecision tooEarly = awaitDecision(
                model,
                model.send(model.command("early", RolloutAction.SET_POLICY).setDeletes(true)));
        assertThat(tooEarly.getAccepted()).isFalse();
        assertThat(tooEarly.getReason()).contains("has versions: delete these first");

        model.deleteCheckpoint("v1");
        RolloutDecision deleted = awaitDecision(
                model,
                model.send(model.command("delete", RolloutAction.SET_POLICY).setDeletes(true)));
        assertThat(deleted.getAccepted()).as(deleted.getReason()).isTrue();
        assertThat(deleted.getDeletes()).isTrue();
        patiently().until(() -> world.rollout(model.model()) == null);

        model.checkpoint("v2");
        awaitStable(model, "v2");
    }

    @Test
    void refusesAWrongRevisionAndAnUnknownVersion() {
        GateRecords model = new GateRecords(world, "refuse");
        model.checkpoint("v1");
        awaitStable(model, "v1");
        model.checkpoint("v2");
        String wrong = model.send(
                model.command("wrong", RolloutAction.PROMOTE).setVersion("v2").setExpectedRevision(9L));
        assertThat(awaitDecision(model, wrong).getReason()).contains("revision 1, not at the expected 9");
        assertThat(awaitDecision(model, model.promote("unknown", "v9")).getReason())
                .contains("does not exist");
        model.deleteCheckpoint("v2");
        assertThat(awaitDecision(model, model.promote("deleted", "v2")).getReason())
                .contains("does not exist");
        assertThat(world.rollout(model.model()).getRevision()).isEqualTo(1);
    }

    @Test
    void obeysACommandThatComesTwiceOnce() {
        GateRecords model = new GateRecords(world, "twice");
        model.checkpoint("v1");
        awaitStable(model, "v1");
        model.checkpoint("v2");
        model.promote("up", "v2");
        model.promote("up", "v2");
        String last = model.promote("down", "v1");
        awaitDecision(model, last);
        assertThat(world.decision(model.model(), model.model() + "/up")).hasSize(1);
        assertThat(world.rollout(model.model()).getRevision()).isEqualTo(3);
    }

    @Test
    void aPoisonRecordBecomesADeadLetterAndTheGateGoesOn() {
        GateRecords model = new GateRecords(world, "poison");
        byte[] poison = ("poison of " + model.model()).getBytes(StandardCharsets.UTF_8);
        world.writeBytes(Topics.ROLLOUT_COMMANDS, model.model(), poison);
        world.writeBytes(Topics.EVALUATIONS, model.model() + "/v1/x", poison);
        world.writeBytes(Topics.CHECKPOINTS, model.model() + "/v1", poison);
        model.checkpoint("v1");
        model.evaluate("v1", Double.NaN);
        awaitStable(model, "v1");
        patiently().untilAsserted(() -> assertThat(world.deadLettersOf(poison))
                .extracting(d -> d.getSourceTopic())
                .containsExactlyInAnyOrder("rollout-commands", "evaluations", "checkpoints"));
        patiently().untilAsserted(() -> assertThat(world.deadLetters(model.model() + "/v1 is NaN"))
                .hasSize(1));
        assertThat(world.kept()).contains("rollout-commands");
    }

    @Test
    void aNewRevisionAsksForTheStableVersionAgain() {
        GateRecords model = new GateRecords(world, "revision");
        model.dataset(1);
        model.checkpoint("v1");
        model.evaluate("v1", 10);
        awaitStable(model, "v1");
        assertThat(world.requests(model.model())).isEmpty();

        model.dataset(2);
        patiently()
                .untilAsserted(() -> assertThat(world.requests(model.model())).hasSize(2));
        List<GenerationRequest> requests = world.requests(model.model());
        assertThat(requests).allSatisfy(r -> {
            assertThat(r.getRequestId()).isEqualTo("eval-" + model.model() + "-v1-r2");
            assertThat(r.getVersion()).isEqualTo("v1");
            assertThat(r.getSeed()).isEqualTo(20261122L);
            assertThat(r.getRequestImages()).isEqualTo(2_000);
            assertThat(r.getCondition().getRows()).hasSize(10).contains(List.of(9f));
        });
        assertThat(requests).extracting(GenerationRequest::getFirstImage).containsExactly(0L, 1_024L);
        assertThat(requests).extracting(GenerationRequest::getCount).containsExactly(1_024, 976);

        // v2 is measured at the new revision first, and waits for v1's figure
        model.checkpoint("v2");
        model.evaluate("v2", 5, 2, null, 0);
        model.evaluate("v1", 10, 2, null, 0);
        awaitStable(model, "v2");
    }

    @Test
    void stopsARunThatDoesNotImproveOnce() {
        GateRecords model = new GateRecords(world, "patience");
        model.run(RunState.RUNNING);
        for (int i = 0; i <= PATIENCE + 1; i++) {
            model.checkpoint("v" + i, model.runId());
            model.evaluate("v" + i, 5, 1, model.runId(), i);
        }
        patiently().untilAsserted(() -> assertThat(world.runCommands(model.runId()))
                .hasSize(1));
        var stop = world.runCommands(model.runId()).get(0);
        assertThat(stop.getAction()).isEqualTo(RunAction.STOP);
        assertThat(stop.getReason()).contains("No improvement");
        assertThat(stop.getRecipe().getParameters()).containsEntry("batch", "32");
        awaitDecision(model, "auto/v" + (PATIENCE + 1) + "/r1");
        assertThat(world.runCommands(model.runId())).hasSize(1);
    }

    private static void awaitStable(GateRecords model, String version) {
        patiently().untilAsserted(() -> assertThat(world.stable(model.model())).isEqualTo(version));
    }

    private static RolloutDecision awaitDecision(GateRecords model, String commandId) {
        patiently().untilAsserted(() -> assertThat(world.decision(model.model(), commandId))
                .hasSize(1));
        return world.decision(model.model(), commandId).get(0);
    }
}
