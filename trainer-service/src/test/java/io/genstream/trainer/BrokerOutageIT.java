package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.BrokerOptions;
import io.genstream.broker.EmbeddedBroker;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.trainer.testing.Cluster;
import io.genstream.trainer.testing.FakeRecipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own goes away in the middle of a run and comes back. */
class BrokerOutageIT extends TrainerServiceFixture {
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(120);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    /** Instead of the fixture's, which it hides. */
    @BeforeAll
    static void open() {
        // below the kernel's own ports: a client that seeks the broker could be given its port
        int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
        broker = EmbeddedBroker.start(BrokerOptions.in(directory).withPort(port));
        cluster = new Cluster(broker.bootstrapServers());
    }

    @AfterAll
    static void close() {
        cluster.close();
        broker.close();
    }

    @Test
    void aRunTrainsOnAndEndsWhenTheBrokerIsBack() {
        FakeRecipe recipe = new FakeRecipe("outage", "outage-data", 40_000);
        importPictures("outage-data", 1);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TrainerService service = start(recipe, false, registry)) {
            cluster.command(RunAction.START, "outage-1", "outage", Map.of());
            await().atMost(PATIENCE).until(() -> !checkpoints("outage").isEmpty());
            long before = newest("outage").getImagesSeen();

            broker.close();
            await().atMost(LONG_PATIENCE)
                    .until(() ->
                            unpublished(registry) >= 2 && recipe.sessions.get(0).finished());
            broker = EmbeddedBroker.start(BrokerOptions.in(directory).withPort(broker.port()));

            await().atMost(LONG_PATIENCE).until(() -> run("outage-1").getState() == RunState.COMPLETED);
            assertThat(recipe.sessions).as("it never began anew").hasSize(1);
            assertThat(newest("outage").getImagesSeen()).isEqualTo(40_000).isGreaterThan(before);
            assertThat(run("outage-1").getLastCheckpoint())
                    .isEqualTo(newest("outage").getVersion());

            cluster.command(RunAction.START, "outage-2", "outage", Map.of("images", "10"));
            await().atMost(LONG_PATIENCE)
                    .until(() -> run("outage-2") != null && run("outage-2").getState() == RunState.COMPLETED);
            assertThat(service.failure()).isEmpty();
        }
    }

    private static double unpublished(SimpleMeterRegistry registry) {
        return registry.counter("genstream.trainer.checkpoints", "model", "outage", "outcome", "failed")
                .count();
    }
}
