package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.model.generator.Generator;
import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Preview;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.trainer.testing.Cluster;
import io.genstream.trainer.testing.DigitsImport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Real digits, the real recipe at smoke size, real ONNX files. */
class TrainerDigitsIT {
    private static final String MODEL = "digits-cgan";
    private static final String RUN = "digits-it";
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @Test
    void publishesGeneratorsThatOpenAndGoesOnAfterARestart() throws IOException {
        try (Cluster cluster = new Cluster()) {
            DigitsImport.into(cluster);
            Checkpoint first;
            try (TrainerService service = TrainerService.start(config(cluster), new SimpleMeterRegistry())) {
                cluster.command(RunAction.START, RUN, MODEL, Map.of("size", "smoke", "images", "100000000"));
                await().atMost(PATIENCE).until(() -> newest(cluster).isPresent());
                assertThat(service.failure()).isEmpty();
            }
            first = newest(cluster).orElseThrow();
            assertThat(cluster.latest(Topics.RUNS, RUN).get(RUN).getState()).isEqualTo(RunState.RUNNING);
            draw(cluster, first);

            try (TrainerService service = TrainerService.start(config(cluster), new SimpleMeterRegistry())) {
                await().atMost(PATIENCE)
                        .until(() -> !newest(cluster).orElseThrow().getVersion().equals(first.getVersion()));
                cluster.command(RunAction.STOP, RUN, MODEL, Map.of());
                await().atMost(PATIENCE).until(() -> run(cluster).getState() == RunState.STOPPED);
                assertThat(service.failure()).isEmpty();
            }
            List<Checkpoint> all = checkpoints(cluster);
            Checkpoint next = all.stream()
                    .filter(c -> first.getVersion().equals(c.getParent()))
                    .findFirst()
                    .orElseThrow();
            assertThat(next.getImagesSeen()).isGreaterThan(first.getImagesSeen());
            Preview preview = cluster.latest(Topics.PREVIEWS, MODEL).get(MODEL);
            assertThat(preview.getRunId()).isEqualTo(RUN);
            assertThat(preview.getPng().remaining()).isGreaterThan(100);
        }
    }

    private static void draw(Cluster cluster, Checkpoint checkpoint) {
        byte[] onnx = new ArtifactReader(cluster.connection, "test")
                .read(checkpoint.getArtifacts().get("generator"));
        ModelCard card = ModelCards.fromAvro(checkpoint.getCard());
        assertThat(card.attributeNames()).hasSize(10);
        try (Generator generator = Generator.open(onnx, card, RuntimeOptions.defaults())) {
            float[] latent = new float[card.latent().elements()];
            byte[] image = generator.generate(new float[][] {latent}, new float[][] {{3}})
                    .images()[0];
            assertThat(image).hasSize(32 * 32);
        }
    }

    private static TrainerConfig config(Cluster cluster) {
        return TrainerConfig.of(Map.of(
                "bootstrap.servers", cluster.connection.bootstrapServers(),
                "group.id", "group-digits",
                "instance.id", "trainer-digits",
                "checkpoint.first.seconds", "1",
                "checkpoint.interval.seconds", "2"));
    }

    private static Run run(Cluster cluster) {
        return cluster.latest(Topics.RUNS, RUN).get(RUN);
    }

    private static List<Checkpoint> checkpoints(Cluster cluster) {
        return List.copyOf(cluster.latest(Topics.CHECKPOINTS, MODEL + "/").values());
    }

    private static Optional<Checkpoint> newest(Cluster cluster) {
        return checkpoints(cluster).stream().max(Comparator.comparing(Checkpoint::getVersion));
    }
}
