package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.model.generator.GeneratedImages;
import io.genstream.model.generator.Generator;
import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.Split;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.testing.Cluster;
import io.genstream.trainer.testing.Shapes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A data set of a user's own, in colour, through a real broker: records, a command, a checkpoint that serves. */
class TrainerImagesIT {
    private static final String RUN = "shapes-it";
    private static final String MODEL = "image-cgan-shapes";
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @Test
    void learnsFromWhatAUserImported() {
        TrainingData shapes = Shapes.ofClasses(40);
        try (Cluster cluster = new Cluster()) {
            for (int i = 0; i < shapes.size(); i++) {
                cluster.picture("shapes", "s" + i, Split.TRAIN, Shapes.SIDE, shapes.images()[i], shapes.labels()[i][0]);
            }
            cluster.revision("shapes", 4, Shapes.SIDE, 3, Shapes.CLASSES);
            try (TrainerService service = TrainerService.start(config(cluster), new SimpleMeterRegistry())) {
                cluster.command(RunAction.START, RUN, "image-cgan", "shapes", Map.of("width", "4", "images", "640"));
                await().atMost(PATIENCE).until(() -> state(cluster) == RunState.COMPLETED);
                assertThat(service.failure()).isEmpty();
            }
            serve(cluster, cluster.latest(Topics.RUNS, RUN).get(RUN));
        }
    }

    private static void serve(Cluster cluster, Run run) {
        assertThat(run.getRecipe().getModel()).isEqualTo(MODEL);
        Checkpoint checkpoint =
                cluster.latest(Topics.CHECKPOINTS, MODEL + "/").get(MODEL + "/" + run.getLastCheckpoint());
        byte[] onnx = new ArtifactReader(cluster.connection, "test")
                .read(checkpoint.getArtifacts().get("generator"));
        ModelCard card = ModelCards.fromAvro(checkpoint.getCard());
        assertThat(card.attributeNames()).isEqualTo(Shapes.CLASSES);
        assertThat(card.licence()).isEqualTo("CC0-1.0");
        assertThat(card.trainingData()).isEqualTo("shapes r4");
        assertThat(card.labelRows()).allMatch(row -> List.of(0f, 1f, 2f).contains(row.get(0)));
        assertThat(card.metrics().get("parity-generator")).isLessThan(1e-4);
        try (Generator generator = Generator.open(onnx, card, RuntimeOptions.defaults())) {
            float[][] latents = new float[5][card.latent().elements()];
            GeneratedImages images = generator.generate(latents, new float[][] {{0}, {1}, {2}, {0}, {1}});

            assertThat(List.of(images.height(), images.width(), images.channels()))
                    .containsExactly(32, 32, 3);
            assertThat(images.images()).hasDimensions(5, 32 * 32 * 3);
        }
    }

    private static RunState state(Cluster cluster) {
        Run run = cluster.latest(Topics.RUNS, RUN).get(RUN);
        return run == null ? null : run.getState();
    }

    private static TrainerConfig config(Cluster cluster) {
        return TrainerConfig.of(Map.of(
                "bootstrap.servers", cluster.connection.bootstrapServers(),
                "group.id", "group-shapes",
                "instance.id", "trainer-shapes"));
    }
}
