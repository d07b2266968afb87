package io.genstream.eval.gate.kafka;

import static io.genstream.eval.gate.kafka.GateWorld.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.eval.gate.GateRules;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.RolloutPolicy;
import io.genstream.schemas.avro.RunState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates that come and go. */
class GateLeadershipIT {
    private static final String DOOMED_INSTANCE = "doomed";

    private final String id = "gate-leadership-" + Long.toHexString(System.nanoTime());
    private GateWorld world;

    @TempDir
    Path directory;

    @BeforeEach
    void openWorld() {
        world = new GateWorld();
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void aRestartedGateKeepsTheStateAndRepeatsNothing() {
        GateRecords model = new GateRecords(world, "restart");
        byte[] poison = ("poison of " + model.model()).getBytes(StandardCharsets.UTF_8);
        String pin;
        try (GateService gate = start()) {
            model.run(RunState.RUNNING);
            for (int i = 0; i < 4; i++) {
                model.checkpoint("v" + i, model.runId());
                model.evaluate("v" + i, 5, 1, model.runId(), i);
            }
            world.writeBytes(Topics.EVALUATIONS, model.model() + "/v1/x", poison);
            patiently().untilAsserted(() -> {
                assertThat(world.decisions(model.model())).hasSize(4);
                assertThat(world.runCommands(model.runId())).hasSize(1);
                assertThat(world.deadLettersOf(poison)).hasSize(1);
            });
            pin = model.policy("pin", RolloutPolicy.MANUAL);
            patiently().untilAsserted(() -> assertThat(world.decision(model.model(), pin))
                    .hasSize(1));
            assertThat(gate.failure()).isEmpty();
        }
        List<RolloutDecision> before = world.decisions(model.model());

        try (GateService gate = start()) {
            patiently().until(gate::leading);
            // the last of a restarted gate's deeds: whatever it repeats comes before
            model.checkpoint("v9");
            model.evaluate("v9", 1);
            patiently().untilAsserted(() -> assertThat(world.decision(model.model(), "auto/v9/r1"))
                    .singleElement()
                    .satisfies(d -> assertThat(d.getReason()).contains("MANUAL")));
            assertThat(world.decisions(model.model()))
                    .hasSize(before.size() + 1)
                    .containsAll(before);
            assertThat(world.runCommands(model.runId())).hasSize(1);
            assertThat(world.deadLettersOf(poison)).hasSize(1);
            assertThat(world.stable(model.model())).isEqualTo("v0");
        }
    }

    @Test
    void actsOnWhatCameWhileNoGateRan() {
        GateRecords model = new GateRecords(world, "absent");
        model.checkpoint("v1");
        model.checkpoint("v2");
        model.evaluate("v1", 10);
        model.evaluate("v2", 5);
        try (GateService gate = start()) {
            awaitDecision(model, "auto/v2/r1");
            awaitStable(model, "v2");
            assertThat(world.decisions(model.model()))
                    .extracting(RolloutDecision::getCommandId)
                    .containsExactly("auto/v1/r1", "auto/v2/r1");
            assertThat(gate.failure()).isEmpty();
        }
    }

    /** A gate that a rebalance has not reached yet is refused offsets, and would step down for nothing. */
    @Test
    void aDecisionSendsNoOffsetsThatAreCommitted() throws Exception {
        GateRecords model = new GateRecords(world, "offsets");
        try (GateService gate = start();
                Admin admin = Admin.create(world.connection().admin("group-log"))) {
            model.checkpoint("v1");
            awaitStable(model, "v1");
            awaitDecision(model, model.policy("pin", RolloutPolicy.MANUAL));
            patiently().until(() -> !admin.listConsumerGroupOffsets(id)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .isEmpty());
            long before = endOfGroupLog(admin);

            model.checkpoint("v2");
            model.evaluate("v2", 1);
            awaitDecision(model, "auto/v2/r1");
            assertThat(endOfGroupLog(admin)).isEqualTo(before);
            assertThat(gate.leading()).isTrue();
        }
    }

    /** Where the broker keeps what this group commits. */
    private long endOfGroupLog(Admin admin) throws Exception {
        String topic = "__consumer_offsets";
        int partitions = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
        TopicPartition own = new TopicPartition(topic, (id.hashCode() & Integer.MAX_VALUE) % partitions);
        return admin.listOffsets(Map.of(own, OffsetSpec.latest()))
                .partitionResult(own)
                .get()
                .offset();
    }

    @Test
    void aSecondGateStandsByUntilTheFirstCloses() {
        GateRecords model = new GateRecords(world, "standby");
        GateService first = start();
        patiently().until(first::leading);
        try (GateService second = start()) {
            patiently().until(second::ready);
            model.checkpoint("v1");
            awaitStable(model, "v1");
            assertThat(first.leading()).isTrue();
            assertThat(second.leading()).isFalse();

            first.close();
            patiently().until(second::leading);
            assertThat(first.ready()).isFalse();
            model.checkpoint("v2");
            awaitDecision(model, model.promote("up", "v2"));
            awaitStable(model, "v2");
            assertThat(world.rollout(model.model()).getRevision()).isEqualTo(2);
        } finally {
            first.close();
        }
    }

    @Test
    void anotherGateTakesTheTransactionsOverAndTheFirstStepsDown() {
        GateRecords model = new GateRecords(world, "fenced");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (GateService gate =
                GateService.start(world.connection(), settings(), world.office(), registry, Clock.systemUTC())) {
            patiently().until(gate::leading);
            try (GateWriter usurper = new GateWriter(world.connection(), settings(), Clock.systemUTC())) {
                usurper.fenceOthers();
            }
            model.checkpoint("v1");
            patiently().untilAsserted(() -> assertThat(registry.counter("genstream.gate.step.downs", "gate", id)
                            .count())
                    .isPositive());
            // nobody else holds the partition, so it is elected again and decides from the log
            awaitDecision(model, "auto/v1/r1");
            awaitStable(model, "v1");
            assertThat(world.decisions(model.model())).hasSize(1);
        }
    }

    @Test
    void aStandbyTakesOverFromAGateThatWasKilled() throws Exception {
        GateRecords model = new GateRecords(world, "killed");
        Path leads = directory.resolve("leads");
        Process doomed = launch(leads);
        try (GateService standby = startAfter(leads)) {
            model.checkpoint("v1");
            awaitStable(model, "v1");
            assertThat(standby.leading()).isFalse();

            doomed.destroyForcibly().waitFor();
            model.checkpoint("v2");
            String up = model.promote("up", "v2");
            patiently().untilAsserted(() -> assertThat(world.decision(model.model(), up))
                    .hasSize(1));
            awaitStable(model, "v2");
            assertThat(standby.leading()).isTrue();
            assertThat(world.decisions(model.model())).hasSize(2);
        } finally {
            doomed.destroyForcibly().waitFor();
        }
    }

    @Test
    void aKilledGateThatComesBackTakesItsPlaceAgain() throws Exception {
        GateRecords model = new GateRecords(world, "back");
        Path leads = directory.resolve("leads");
        Process doomed = launch(leads);
        patiently().until(() -> Files.exists(leads));
        doomed.destroyForcibly().waitFor();
        model.checkpoint("v1");

        GateSettings same = settings().withInstanceId(DOOMED_INSTANCE);
        try (GateService gate = GateService.start(
                world.connection(), same, world.office(), new SimpleMeterRegistry(), Clock.systemUTC())) {
            awaitStable(model, "v1");
            assertThat(gate.leading()).isTrue();
        }
        try (GateService other = start()) {
            patiently().until(other::leading);
            assertThat(world.decisions(model.model())).hasSize(1);
        }
    }

    private Process launch(Path leads) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.genstream.schemas.avro",
                        DoomedGate.class.getName(),
                        TestBroker.bootstrap(),
                        id,
                        DOOMED_INSTANCE,
                        leads.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("doomed.log").toFile())
                .start();
    }

    private GateService startAfter(Path leads) {
        patiently().until(() -> Files.exists(leads));
        GateService standby = start();
        patiently().until(standby::ready);
        return standby;
    }

    private GateSettings settings() {
        return GateSettings.defaults().withId(id).withRules(GateRules.defaults().withPatience(2));
    }

    private GateService start() {
        return GateService.start(
                world.connection(), settings(), world.office(), new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private void awaitStable(GateRecords model, String version) {
        patiently().untilAsserted(() -> assertThat(world.stable(model.model())).isEqualTo(version));
    }

    /** One transaction holds decision and roll-out, but a reader may see its end in one topic before the other. */
    private void awaitDecision(GateRecords model, String commandId) {
        patiently().untilAsserted(() -> assertThat(world.decision(model.model(), commandId))
                .hasSize(1));
    }
}
