package io.genstream.schemas;

import static io.genstream.schemas.Cleanup.compact;
import static io.genstream.schemas.Cleanup.compactAndDelete;
import static io.genstream.schemas.Cleanup.compactWithin;
import static io.genstream.schemas.Cleanup.delete;
import static io.genstream.schemas.Cleanup.withBrokersTime;
import static io.genstream.schemas.Cleanup.withMaxMessage;
import static io.genstream.schemas.Cleanup.withSegmentsOf;
import static io.genstream.schemas.Topic.Placement.CHOSEN;
import static io.genstream.schemas.Topic.Placement.MURMUR2;
import static io.genstream.schemas.Writer.CLIENT;
import static io.genstream.schemas.Writer.EVAL;
import static io.genstream.schemas.Writer.GATE;
import static io.genstream.schemas.Writer.GATEWAY;
import static io.genstream.schemas.Writer.INFERENCE;
import static io.genstream.schemas.Writer.OPERATOR;
import static io.genstream.schemas.Writer.TRAINER;

import io.genstream.schemas.avro.Artifact;
import io.genstream.schemas.avro.AugmentationRequest;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.schemas.avro.DeadLetter;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.Features;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.schemas.avro.Preview;
import io.genstream.schemas.avro.RecipeOffer;
import io.genstream.schemas.avro.RequestControl;
import io.genstream.schemas.avro.RequestFailure;
import io.genstream.schemas.avro.RequestOutcome;
import io.genstream.schemas.avro.RolloutCommand;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunCommand;
import io.genstream.schemas.avro.ServingStatus;
import io.genstream.schemas.avro.TrainingProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every topic of Genstream: name, record, writers, partitions, retention. The table in docs/topics.md is checked against it.
 *
 * <p>The writers of a topic create it where it is missing ({@link TopicCreator}); readers create what they read, too, so that
 * services start in any order.
 */
public final class Topics {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int REQUEST_PARTITIONS = 4;

    /** Key: requestId. */
    public static final Topic<GenerationRequest> GENERATION_REQUESTS = topic(
            "generation-requests",
            GenerationRequest.class,
            Set.of(GATEWAY, CLIENT),
            REQUEST_PARTITIONS,
            delete(DAY, 256));

    /** Key: requestId. */
    public static final Topic<AugmentationRequest> AUGMENTATION_REQUESTS = topic(
            "augmentation-requests",
            AugmentationRequest.class,
            Set.of(CLIENT),
            REQUEST_PARTITIONS,
            withMaxMessage(delete(DAY, 1024), 16));

    /** Key: requestId. */
    public static final Topic<RequestControl> REQUEST_CONTROLS =
            topic("request-controls", RequestControl.class, Set.of(GATEWAY, CLIENT), 1, delete(DAY, 16));

    /** Key: requestId. Partition: the request's reply partition where it names one. */
    public static final Topic<ImageBatch> IMAGE_BATCHES = topic(
                    "image-batches",
                    ImageBatch.class,
                    Set.of(INFERENCE),
                    REQUEST_PARTITIONS,
                    withMaxMessage(delete(DAY, 1024), 16))
            .placed(CHOSEN);

    /** Key: requestId. */
    public static final Topic<RequestFailure> REQUEST_FAILURES =
            topic("request-failures", RequestFailure.class, Set.of(INFERENCE), 1, delete(WEEK, 64));

    /** Key: requestId/firstImage, one outcome a request record. */
    public static final Topic<RequestOutcome> REQUEST_OUTCOMES =
            topic("request-outcomes", RequestOutcome.class, Set.of(INFERENCE), 1, compactAndDelete(DAY));

    /** Key: model/version. */
    public static final Topic<GenerationRequest> EVALUATION_REQUESTS =
            topic("evaluation-requests", GenerationRequest.class, Set.of(EVAL, GATE), 1, delete(DAY, 64));

    /** Key: model/version. */
    public static final Topic<ImageBatch> EVALUATION_BATCHES =
            topic("evaluation-batches", ImageBatch.class, Set.of(INFERENCE), 1, withMaxMessage(delete(DAY, 512), 16));

    /** Key: model/version, or model where the picture is of a run that has not published yet. Autoencoders' show training pictures. */
    public static final Topic<Preview> PREVIEWS =
            topic("previews", Preview.class, Set.of(TRAINER), 1, withSegmentsOf(delete(DAY, 64), HOUR));

    /** Key: datasetId/recordId. */
    public static final Topic<DatasetRecord> DATASET_RECORDS = topic(
            "dataset-records",
            DatasetRecord.class,
            Set.of(GATEWAY),
            2,
            withBrokersTime(withMaxMessage(compactWithin(HOUR), 16)));

    /** Key: datasetId. A data set that was deleted is null to readers. */
    public static final Topic<DatasetUpdate> DATASET_UPDATES = topic(
                    "dataset-updates", DatasetUpdate.class, Set.of(GATEWAY), 1, compact())
            .reading(update -> update.getDeleted() ? null : update);

    /** Key: recipe name. */
    public static final Topic<RecipeOffer> RECIPES = topic("recipes", RecipeOffer.class, Set.of(TRAINER), 1, compact());

    /** Key: recipe name. On whatever partition a command comes, a trainer passes it on to the one of its recipe. */
    public static final Topic<RunCommand> RUN_COMMANDS = topic(
            "run-commands",
            RunCommand.class,
            Set.of(GATEWAY, GATE, OPERATOR, TRAINER),
            8,
            withBrokersTime(delete(WEEK, 16)));

    /** Key: runId. */
    public static final Topic<Run> RUNS = topic("runs", Run.class, Set.of(TRAINER), 1, compact());

    /** Key: runId. */
    public static final Topic<TrainingProgress> TRAINING_PROGRESS = topic(
                    "training-progress", TrainingProgress.class, Set.of(TRAINER), 1, delete(WEEK, 64))
            .placed(MURMUR2);

    /** Key: model/version. */
    public static final Topic<Checkpoint> CHECKPOINTS =
            topic("checkpoints", Checkpoint.class, Set.of(TRAINER, GATEWAY), 1, withMaxMessage(compact(), 4));

    /** Key: sha256/chunk. All chunks of an artifact lie in one partition. */
    public static final Topic<Artifact> ARTIFACTS = topic(
                    "artifacts", Artifact.class, Set.of(TRAINER, GATEWAY), 2, compactWithin(HOUR))
            .placed(CHOSEN);

    /** Key: model. One partition, which is the gate's lead, too: commands have one order, whatever their keys. */
    public static final Topic<RolloutCommand> ROLLOUT_COMMANDS =
            topic("rollout-commands", RolloutCommand.class, Set.of(GATEWAY, OPERATOR), 1, delete(WEEK, 16));

    /** Key: commandId. */
    public static final Topic<RolloutDecision> ROLLOUT_DECISIONS =
            topic("rollout-decisions", RolloutDecision.class, Set.of(GATE), 1, delete(Duration.ofDays(90), 64));

    /** Key: model. */
    public static final Topic<ModelRollout> MODEL_ROLLOUTS =
            topic("model-rollouts", ModelRollout.class, Set.of(GATE), 1, compact());

    /** Key: instance/model/version. */
    public static final Topic<ServingStatus> SERVING_STATUS =
            topic("serving-status", ServingStatus.class, Set.of(INFERENCE), 1, compactAndDelete(DAY));

    /** Key: model/version. */
    public static final Topic<Features> FEATURES =
            topic("features", Features.class, Set.of(EVAL), 1, withMaxMessage(delete(WEEK, 512), 16));

    /** Key: model/version/metric. */
    public static final Topic<Evaluation> EVALUATIONS =
            topic("evaluations", Evaluation.class, Set.of(EVAL), 1, compact()).reading(Measures::completed);

    /** Key: source topic. */
    public static final Topic<DeadLetter> DEAD_LETTERS = topic(
            "dead-letters",
            DeadLetter.class,
            Set.of(GATEWAY, INFERENCE, TRAINER, EVAL),
            1,
            withMaxMessage(delete(Duration.ofDays(30), 256), 17));

    private Topics() {}

    /** Every topic, in the order of the data's way through the system. */
    public static List<Topic<?>> all() {
        return List.of(
                GENERATION_REQUESTS,
                AUGMENTATION_REQUESTS,
                REQUEST_CONTROLS,
                IMAGE_BATCHES,
                REQUEST_FAILURES,
                REQUEST_OUTCOMES,
                EVALUATION_REQUESTS,
                EVALUATION_BATCHES,
                PREVIEWS,
                DATASET_RECORDS,
                DATASET_UPDATES,
                RECIPES,
                RUN_COMMANDS,
                RUNS,
                TRAINING_PROGRESS,
                CHECKPOINTS,
                ARTIFACTS,
                ROLLOUT_COMMANDS,
                ROLLOUT_DECISIONS,
                MODEL_ROLLOUTS,
                SERVING_STATUS,
                FEATURES,
                EVALUATIONS,
                DEAD_LETTERS);
    }

    private static <V extends SpecificRecord> Topic<V> topic(
            String name, Class<V> type, Set<Writer> writers, int partitions, Map<String, String> configs) {
        return new Topic<>(name, type, writers, partitions, configs);
    }
}
