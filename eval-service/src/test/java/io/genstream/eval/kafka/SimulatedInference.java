package io.genstream.eval.kafka;

import io.genstream.eval.Digits;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.LabelKind;
import io.genstream.schemas.avro.ModelCard;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Stands where trainer and inference stand: publishes checkpoints, answers requests with real digits. */
public final class SimulatedInference {
    private final TestLog log;
    private final Digits digits;
    private final int[][] byClass;

    /** @param digits what "generated" images are taken from */
    public SimulatedInference(TestLog log, Digits digits) {
        this.log = log;
        this.digits = digits;
        this.byClass = IntStream.range(0, 10)
                .mapToObj(c -> IntStream.range(0, digits.labels().length)
                        .filter(i -> digits.labels()[i] == c)
                        .toArray())
                .toArray(int[][]::new);
    }

    public void publishCheckpoint(String model, String version, String datasetId) throws Exception {
        log.send(Topics.CHECKPOINTS, model + "/" + version, checkpoint(model, version, datasetId))
                .get();
    }

    /** Answers one request record; images of class {@code shown(asked)} go out under the label {@code asked}. */
    public void answer(GenerationRequest request, IntUnaryOperator shown) throws Exception {
        for (ImageBatch batch : batches(request, shown)) {
            log.send(Topics.EVALUATION_BATCHES, request.getModel() + "/" + request.getVersion(), batch)
                    .get();
        }
    }

    public List<ImageBatch> batches(GenerationRequest request, IntUnaryOperator shown) {
        List<ImageBatch> batches = new ArrayList<>();
        long end = request.getFirstImage() + request.getCount();
        for (long first = request.getFirstImage(); first < end; first += request.getBatchSize()) {
            batches.add(batch(request, first, Math.min(end, first + request.getBatchSize()), shown));
        }
        return batches;
    }

    private ImageBatch batch(GenerationRequest request, long first, long end, IntUnaryOperator shown) {
        List<ByteBuffer> images = new ArrayList<>();
        List<List<Float>> labels = new ArrayList<>();
        List<List<Float>> rows = request.getCondition().getRows();
        for (long i = first; i < end; i++) {
            List<Float> row = rows.get((int) (i % rows.size()));
            int[] candidates = byClass[shown.applyAsInt(Math.round(row.get(0)))];
            int picked = candidates[(int) (i / rows.size()) % candidates.length];
            images.add(ByteBuffer.wrap(digits.padded(picked).raw()));
            labels.add(row);
        }
        return ImageBatch.newBuilder()
                .setRequestId(request.getRequestId())
                .setFirstImage(first)
                .setRequestImages(request.getRequestImages())
                .setModel(request.getModel())
                .setVersion(request.getVersion())
                .setSeed(request.getSeed())
                .setHeight(32)
                .setWidth(32)
                .setChannels(1)
                .setEncoding(Encoding.RAW)
                .setImages(images)
                .setLabels(labels)
                .setAt(Instant.EPOCH)
                .build();
    }

    public static Checkpoint checkpoint(String model, String version, String datasetId) {
        return Checkpoint.newBuilder()
                .setModel(model)
                .setVersion(version)
                .setKind(CheckpointKind.GENERATOR)
                .setRunId("run-of-" + model)
                .setDatasetId(datasetId)
                .setRevision(1)
                .setImagesSeen(12_345)
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
                .setAt(Instant.EPOCH)
                .build();
    }
}
