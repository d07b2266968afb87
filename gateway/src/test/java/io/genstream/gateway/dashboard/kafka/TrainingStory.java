package io.genstream.gateway.dashboard.kafka;

import io.genstream.gateway.testing.kafka.Feeder;
import io.genstream.model.pixels.ContactSheet;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.schemas.avro.Preview;
import io.genstream.schemas.avro.Recipe;
import io.genstream.schemas.avro.RolloutAction;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.RolloutPolicy;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.TrainingProgress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes what the trainer, the evaluation and the gate write while a model learns: one run, six checkpoints. */
public final class TrainingStory {
    public static final List<String> VERSIONS = List.of(
            "20261122T100020Z-a10001",
            "20261122T100050Z-b20002",
            "20261122T100120Z-c30003",
            "20261122T100150Z-d40004",
            "20261122T100220Z-e50005",
            "20261122T100250Z-f60006");

    private static final double[] DISTANCES = {61.0, 9.4, 2.6, 1.31, 1.02, 1.19};
    private static final double[] AGREEMENTS = {0.52, 0.86, 0.948, 0.981, 0.987, 0.984};
    private static final double[] RECALLS = {0.03, 0.41, 0.71, 0.8, 0.82, 0.81};
    private static final double TRACE = 146;
    private static final int TARGET = 120_000;
    private static final int POINTS = 180;
    private static final int STABLE = 4;

    private final Feeder feeder;
    private final String model;
    private final String runId;
    private final List<Pixels> digits;
    private final Instant start = Instant.now().minus(Duration.ofMinutes(3));
    private final Random random = new Random(7);

    /** @param digits 40 pictures for the previews: four rows of 0 to 9 */
    public TrainingStory(Feeder feeder, String model, String runId, List<Pixels> digits) {
        this.feeder = feeder;
        this.model = model;
        this.runId = runId;
        this.digits = digits;
    }

    public void tell() {
        running("");
        for (int point = 1; point <= POINTS; point++) {
            progress(point * 600L);
            if (point % 6 == 0) {
                preview(point * 600L);
            }
        }
        baseline("baseline-train-floor", 0.31, 0.984, 0.9);
        baseline("baseline-pca-gaussian", 20.0, 0.976, 0.37);
        for (int i = 0; i < VERSIONS.size(); i++) {
            feeder.checkpoint(model, VERSIONS.get(i), ("onnx " + i).getBytes(StandardCharsets.UTF_8));
            evaluate(model, VERSIONS.get(i), imagesSeen(i), DISTANCES[i], AGREEMENTS[i], RECALLS[i]);
            decide(i);
        }
        rollout(VERSIONS.get(STABLE), VERSIONS.get(STABLE - 1), RolloutPolicy.AUTO, STABLE + 1, reason(STABLE));
        feeder.serving(model, VERSIONS.get(STABLE), Instant.now());
        feeder.serving(model, VERSIONS.get(STABLE - 1), Instant.now());
    }

    private void run(RunState state, String reason) {
        Run run = Run.newBuilder()
                .setRunId(runId)
                .setState(state)
                .setRecipe(Recipe.newBuilder()
                        .setName(model)
                        .setDatasetId("digits")
                        .setModel(model)
                        .build())
                .setRevision(1)
                .setOwner("trainer-1")
                .setReason(reason)
                .setStartedAt(start)
                .setUpdatedAt(Instant.now())
                .build();
        feeder.send(Topics.RUNS, runId, run);
    }

    public void progress(long imagesSeen) {
        double t = imagesSeen / (double) TARGET;
        progress(
                imagesSeen,
                Map.of(
                        "discriminator", 1.15 - 0.35 * Math.exp(-9 * t) + 0.09 * random.nextGaussian(),
                        "generator", 0.85 + 1.4 * Math.exp(-7 * t) + 0.12 * random.nextGaussian()));
    }

    public void progress(long imagesSeen, Map<String, Double> losses) {
        TrainingProgress progress = TrainingProgress.newBuilder()
                .setRunId(runId)
                .setRecipe(model)
                .setModel(model)
                .setStep(imagesSeen / 32)
                .setEpoch(imagesSeen / 8_000.0)
                .setImagesSeen(imagesSeen)
                .setTargetImages(TARGET)
                .setLosses(losses)
                .setImagesPerSecond(820 + 30 * random.nextGaussian())
                .setEtaSeconds((TARGET - imagesSeen) / 820.0)
                .setAt(start.plusMillis(imagesSeen))
                .build();
        feeder.send(Topics.TRAINING_PROGRESS, runId, progress);
    }

    /** Noise that turns into digits. */
    public void preview(long imagesSeen) {
        double share = Math.min(1, imagesSeen / 70_000.0);
        List<Pixels> pictures = new ArrayList<>();
        for (Pixels digit : digits) {
            byte[] mixed = new byte[digit.raw().length];
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = (byte) (share * (digit.raw()[i] & 0xff) + (1 - share) * random.nextInt(256));
            }
            pictures.add(new Pixels(digit.height(), digit.width(), 1, mixed));
        }
        Preview preview = Preview.newBuilder()
                .setModel(model)
                .setRunId(runId)
                .setStep(imagesSeen / 32)
                .setImagesSeen(imagesSeen)
                .setPng(ByteBuffer.wrap(ContactSheet.png(pictures, 10)))
                .setRows(4)
                .setColumns(10)
                .setAt(start.plusMillis(imagesSeen))
                .build();
        feeder.send(Topics.PREVIEWS, model, preview);
    }

    public void evaluate(String of, String version, long imagesSeen, double distance, double agreement, double recall) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("agreement-digits-2000", agreement);
        figures.put("recall-digits-2000-k3", recall);
        figures.put("precision-digits-2000-k3", 0.9);
        figures.put("nn-train-digits-2000", 0.97);
        figures.put("fd-digits-2000-none-relative", distance / TRACE);
        figures.put("fd-digits-2000-none", distance);
        figures.forEach((metric, value) -> figure(of, version, imagesSeen, metric, value));
    }

    private void figure(String of, String version, long imagesSeen, String metric, double value) {
        boolean distance = metric.equals("fd-digits-2000-none");
        Evaluation evaluation = Evaluation.newBuilder()
                .setModel(of)
                .setVersion(version)
                .setMetric(metric)
                .setValue(value)
                .setLow(distance ? value * 0.93 : null)
                .setHigh(distance ? value * 1.08 : null)
                .setHigherIsBetter(!metric.startsWith("fd-"))
                .setN(2_000)
                .setReferenceN(2_000)
                .setDatasetId("digits")
                .setRevision(1)
                .setExtractorSha256("00")
                .setRunId(runId)
                .setImagesSeen(imagesSeen)
                .setAt(Instant.now())
                .build();
        feeder.send(Topics.EVALUATIONS, of + "/" + version + "/" + metric, evaluation);
    }

    private void baseline(String name, double distance, double agreement, double recall) {
        evaluate(name, "r1", 0, distance, agreement, recall);
    }

    private void decide(int i) {
        decision(
                "auto/" + model + "/" + VERSIONS.get(i),
                VERSIONS.get(i),
                RolloutAction.PROMOTE,
                i <= STABLE,
                "gate",
                reason(i));
    }

    private static String reason(int i) {
        if (i == 0) {
            return "The first checkpoint of a model rolls out unconditionally";
        }
        return i <= STABLE
                ? "fd-digits-2000-none fell to " + DISTANCES[i] + " from " + DISTANCES[i - 1] + " of "
                        + VERSIONS.get(i - 1)
                        + ", by more than the 0.12 that may be chance; 2000 images against revision 1 of digits"
                : "fd-digits-2000-none is 1.19, not clearly better than 1.02 of " + VERSIONS.get(STABLE)
                        + " (a difference up to 0.19 may be chance); 2000 images against revision 1 of digits";
    }

    private void decision(
            String commandId, String version, RolloutAction action, boolean accepted, String by, String reason) {
        RolloutDecision decision = RolloutDecision.newBuilder()
                .setCommandId(commandId)
                .setModel(model)
                .setVersion(version)
                .setAction(action)
                .setAccepted(accepted)
                .setBy(by)
                .setReason(reason)
                .setFigures(Map.of("candidate.fd-digits-2000-none", 1.02, "gain", 0.29, "noise", 0.12))
                .setRevision(STABLE + 1)
                .setAt(Instant.now())
                .build();
        feeder.send(Topics.ROLLOUT_DECISIONS, commandId, decision);
    }

    /** The gate's word on one version. */
    public void refuse(String commandId, String version, String by, String reason) {
        decision(commandId, version, RolloutAction.PROMOTE, false, by, reason);
    }

    /** An operator's move, as the gate writes it. */
    public void rollOutByHand(String stable, String previous, long revision, String reason) {
        rollout(stable, previous, RolloutPolicy.MANUAL, revision, reason);
    }

    /** The run, running. */
    public void running(String reason) {
        run(RunState.RUNNING, reason);
    }

    /** The run, ended. */
    public void stopped(String reason) {
        run(RunState.STOPPED, reason);
    }

    private void rollout(String stable, String previous, RolloutPolicy policy, long revision, String reason) {
        ModelRollout rollout = ModelRollout.newBuilder()
                .setModel(model)
                .setStable(stable)
                .setPreviousStable(previous)
                .setPolicy(policy)
                .setRevision(revision)
                .setBy("gate")
                .setReason(reason)
                .setAt(Instant.now())
                .build();
        feeder.send(Topics.MODEL_ROLLOUTS, model, rollout);
    }

    private static long imagesSeen(int i) {
        return 8_000 + 20_000L * i;
    }
}
