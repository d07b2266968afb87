package io.genstream.eval.gate.kafka;

import io.genstream.schemas.Measures;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.LabelKind;
import io.genstream.schemas.avro.MetricKind;
import io.genstream.schemas.avro.ModelCard;
import io.genstream.schemas.avro.Recipe;
import io.genstream.schemas.avro.RolloutAction;
import io.genstream.schemas.avro.RolloutCommand;
import io.genstream.schemas.avro.RolloutPolicy;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One model of a test, and the records that others write about it. */
final class GateRecords {
    private final GateWorld world;
    private final String model;
    private final String datasetId;
    private final String runId;

    GateRecords(GateWorld world, String name) {
        this.world = world;
        this.model = name + "-" + Long.toHexString(System.nanoTime());
        this.datasetId = model + "-data";
        this.runId = model + "-run";
    }

    String model() {
        return model;
    }

    String runId() {
        return runId;
    }

    void checkpoint(String version) {
        checkpoint(version, null);
    }

    void checkpoint(String version, String run) {
        Checkpoint checkpoint = Checkpoint.newBuilder()
                .setModel(model)
                .setVersion(version)
                .setKind(CheckpointKind.GENERATOR)
                .setRunId(run)
                .setDatasetId(datasetId)
                .setRevision(1)
                .setCard(ModelCard.newBuilder()
                        .setInputs(List.of())
                        .setOutputs(List.of())
                        .setHeight(32)
                        .setWidth(32)
                        .setChannels(1)
                        .setLabelKind(LabelKind.CLASS)
                        .setAttributeNames(IntStream.range(0, 10)
                                .mapToObj(Integer::toString)
                                .toList())
                        .build())
                .setArtifacts(Map.of())
                .setAt(Instant.now())
                .build();
        world.write(Topics.CHECKPOINTS, model + "/" + version, checkpoint);
    }

    void deleteCheckpoint(String version) {
        world.write(Topics.CHECKPOINTS, model + "/" + version, null);
    }

    void evaluate(String version, double distance) {
        evaluate(version, distance, 1, null, 0);
    }

    void evaluate(String version, double distance, long revision, String run, long imagesSeen) {
        Map.of(Measures.AGREEMENT, 0.97, Measures.RECALL, 0.8, Measures.NEAREST_TRAINING, 1.0)
                .forEach((measure, value) -> figure(version, measure, value, revision, run, imagesSeen));
        figure(version, Measures.FRECHET_DISTANCE, distance, revision, run, imagesSeen);
    }

    private void figure(String version, String measure, double value, long revision, String run, long imagesSeen) {
        boolean isDistance = measure.equals(Measures.FRECHET_DISTANCE);
        String metric = isDistance ? "fd-digits-2000-none" : measure + "-digits-2000";
        Evaluation evaluation = Evaluation.newBuilder()
                .setModel(model)
                .setVersion(version)
                .setMetric(metric)
                .setMeasure(measure)
                .setKind(isDistance ? MetricKind.DISTANCE : MetricKind.SHARE)
                .setProtocol("digits-2000")
                .setMeasuredWith(
                        isDistance
                                ? List.of(Measures.AGREEMENT, Measures.RECALL, Measures.NEAREST_TRAINING)
                                : List.of())
                .setValue(value)
                .setLow(value - 0.01)
                .setHigh(value + 0.01)
                .setHigherIsBetter(!isDistance)
                .setN(2_000)
                .setReferenceN(2_000)
                .setDatasetId(datasetId)
                .setRevision(revision)
                .setExtractorSha256("x")
                .setRunId(run)
                .setImagesSeen(imagesSeen)
                .setAt(Instant.now())
                .build();
        world.write(Topics.EVALUATIONS, model + "/" + version + "/" + metric, evaluation);
    }

    void dataset(long revision) {
        DatasetUpdate update = DatasetUpdate.newBuilder()
                .setDatasetId(datasetId)
                .setRevision(revision)
                .setEndOffsets(List.of(0L, 0L))
                .setCounts(Map.of())
                .setLabelKind(LabelKind.CLASS)
                .setAttributeNames(
                        IntStream.range(0, 10).mapToObj(Integer::toString).toList())
                .setHeight(28)
                .setWidth(28)
                .setChannels(1)
                .setAt(Instant.now())
                .build();
        world.write(Topics.DATASET_UPDATES, datasetId, update);
    }

    void run(RunState state) {
        Run run = Run.newBuilder()
                .setRunId(runId)
                .setState(state)
                .setRecipe(Recipe.newBuilder()
                        .setName(model)
                        .setDatasetId(datasetId)
                        .setModel(model)
                        .setParameters(Map.of("batch", "32"))
                        .build())
                .setRevision(1)
                .setOwner("test")
                .setStartedAt(Instant.now())
                .setUpdatedAt(Instant.now())
                .build();
        world.write(Topics.RUNS, runId, run);
    }

    RolloutCommand.Builder command(String commandId, RolloutAction action) {
        return RolloutCommand.newBuilder()
                .setCommandId(model + "/" + commandId)
                .setModel(model)
                .setAction(action)
                .setBy("ann")
                .setAt(Instant.now());
    }

    /** Returns the id of the command. */
    String send(RolloutCommand.Builder command) {
        RolloutCommand record = command.build();
        world.write(Topics.ROLLOUT_COMMANDS, model, record);
        return record.getCommandId();
    }

    String policy(String commandId, RolloutPolicy policy) {
        return send(command(commandId, RolloutAction.SET_POLICY).setPolicy(policy));
    }

    String promote(String commandId, String version) {
        return send(command(commandId, RolloutAction.PROMOTE).setVersion(version));
    }
}
