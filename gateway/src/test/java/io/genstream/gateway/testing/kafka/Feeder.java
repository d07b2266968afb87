package io.genstream.gateway.testing.kafka;

import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.schemas.CheckpointPublisher;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.schemas.avro.Preview;
import io.genstream.schemas.avro.Recipe;
import io.genstream.schemas.avro.RecipeOffer;
import io.genstream.schemas.avro.RecipeSetting;
import io.genstream.schemas.avro.RolloutPolicy;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.ServingState;
import io.genstream.schemas.avro.ServingStatus;
import io.genstream.schemas.avro.TrainingProgress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what other services would write. */
public final class Feeder implements AutoCloseable {
    private final KafkaConnection connection;
    private final KafkaProducer<String, byte[]> producer;

    public Feeder(String bootstrapServers) {
        this.connection = KafkaConnection.single(bootstrapServers);
        this.producer = new KafkaProducer<>(
                connection.producer("test-feeder"), new StringSerializer(), new ByteArraySerializer());
    }

    /** A 32x32 grey picture per class 0 to 9. */
    public static ModelCard card() {
        List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        List<List<Float>> rows =
                IntStream.range(0, 10).mapToObj(i -> List.of((float) i)).toList();
        return ModelCard.builder(32, 32, 1)
                .input(ModelInput.normalLatent("latent", 8))
                .input(ModelInput.classIndex("condition"))
                .output(ModelOutput.rawImage("image", 32, 32, 1))
                .labels(LabelKind.CLASS, digits, rows)
                .build();
    }

    public void checkpoint(String model, String version, byte[] generator) {
        try (CheckpointPublisher publisher = new CheckpointPublisher(connection, "test-" + UUID.randomUUID())) {
            Checkpoint unused = publisher.publish(
                    Checkpoint.newBuilder()
                            .setModel(model)
                            .setVersion(version)
                            .setKind(CheckpointKind.GENERATOR)
                            .setCard(ModelCards.toAvro(card()))
                            .setArtifacts(Map.of())
                            .setImagesSeen(1_000)
                            .setAt(Instant.now())
                            .build(),
                    Map.of("generator", generator));
        }
    }

    /** One that trains. */
    public void run(String runId, String model, String datasetId, String lastCheckpoint) {
        Run run = Run.newBuilder()
                .setRunId(runId)
                .setState(RunState.RUNNING)
                .setRecipe(Recipe.newBuilder()
                        .setName("for tests")
                        .setDatasetId(datasetId)
                        .setModel(model)
                        .setParameters(Map.of())
                        .build())
                .setRevision(1)
                .setOwner("test")
                .setLastCheckpoint(lastCheckpoint)
                .setStartedAt(Instant.now())
                .setUpdatedAt(Instant.now())
                .build();
        send(Topics.RUNS, runId, run);
    }

    public void rollout(String model, String stable, String canary, int percent, long revision) {
        ModelRollout rollout = ModelRollout.newBuilder()
                .setModel(model)
                .setStable(stable)
                .setCanary(canary)
                .setCanaryPercent(percent)
                .setPolicy(RolloutPolicy.AUTO)
                .setRevision(revision)
                .setBy("test")
                .setReason("test")
                .setAt(Instant.now())
                .build();
        send(Topics.MODEL_ROLLOUTS, model, rollout);
    }

    public void evaluation(String model, String version, String metric, double value) {
        Evaluation evaluation = Evaluation.newBuilder()
                .setModel(model)
                .setVersion(version)
                .setMetric(metric)
                .setValue(value)
                .setHigherIsBetter(false)
                .setN(2_000)
                .setReferenceN(2_000)
                .setDatasetId("digits")
                .setRevision(1)
                .setExtractorSha256("00")
                .setAt(Instant.now())
                .build();
        send(Topics.EVALUATIONS, model + "/" + version + "/" + metric, evaluation);
    }

    public void serving(String model, String version, Instant heartbeat) {
        ServingStatus status = ServingStatus.newBuilder()
                .setInstance("i1")
                .setModel(model)
                .setVersion(version)
                .setState(ServingState.READY)
                .setExecutionProvider("CPUExecutionProvider")
                .setHeartbeat(heartbeat)
                .build();
        send(Topics.SERVING_STATUS, "i1/" + model + "/" + version, status);
    }

    public void progress(String runId, String model, long step, double loss) {
        TrainingProgress progress = TrainingProgress.newBuilder()
                .setRunId(runId)
                .setRecipe(model)
                .setModel(model)
                .setStep(step)
                .setEpoch(step / 250.0)
                .setImagesSeen(step * 32)
                .setTargetImages(120_000)
                .setLosses(Map.of("generator", loss, "discriminator", Double.NaN))
                .setImagesPerSecond(800)
                .setAt(Instant.now())
                .build();
        send(Topics.TRAINING_PROGRESS, runId, progress);
    }

    public void preview(String model, byte[] png) {
        Preview preview = Preview.newBuilder()
                .setModel(model)
                .setPng(ByteBuffer.wrap(png))
                .setRows(1)
                .setColumns(1)
                .setAt(Instant.now())
                .build();
        send(Topics.PREVIEWS, model, preview);
    }

    /** A recipe that knows {@code threads} (a size) and {@code flip} (off, on). */
    public void recipe(String name) {
        RecipeOffer offer = RecipeOffer.newBuilder()
                .setName(name)
                .setSummary("for tests")
                .setDatasetId(null)
                .setParameters(List.of(
                        setting("threads", "SIZE", "1", List.of(), "a whole number from 1 to 1024"),
                        setting("flip", "CHOICE", "off", List.of("off", "on"), "one of off, on"),
                        setting("later", "OF_A_LATER_RELEASE", "", List.of(), "something new")))
                .setTrainer("test")
                .setAt(Instant.now())
                .build();
        send(Topics.RECIPES, name, offer);
    }

    private static RecipeSetting setting(String name, String type, String value, List<String> choices, String allowed) {
        return RecipeSetting.newBuilder()
                .setName(name)
                .setType(type)
                .setDefaultValue(value)
                .setChoices(choices)
                .setAllowed(allowed)
                .setDescription("for tests")
                .build();
    }

    public <V extends SpecificRecord> RecordMetadata send(Topic<V> topic, String key, V value) {
        return sendBytes(topic.name(), key, topic.serializer().serialize(topic.name(), value));
    }

    /** Anything at all: poison, too. */
    public RecordMetadata sendBytes(String topic, String key, byte[] value) {
        return sendBytes(topic, null, key, value);
    }

    /** @param partition null for the key's own */
    public RecordMetadata sendBytes(String topic, Integer partition, String key, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(topic, partition, key, value))
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
