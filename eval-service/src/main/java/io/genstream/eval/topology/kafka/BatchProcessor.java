package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.EvaluationQueue;
import io.genstream.eval.evaluation.FeatureChunk;
import io.genstream.eval.evaluation.VersionDirectory;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.meters.EvalMeters;
import io.genstream.model.extractor.ExtractedFeatures;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Features;
import io.genstream.schemas.avro.ImageBatch;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Batches of generated images in, their features out. Keeps nothing. */
final class BatchProcessor implements Processor<String, ImageBatch, String, Features> {
    private final Extractors extractors;
    private final VersionDirectory versions;
    private final EvaluationQueue queue;
    private final EvaluatedVersions evaluated;
    private final EvalMeters meters;
    private final Clock clock;
    private ProcessorContext<String, Features> context;

    BatchProcessor(EvaluationServices services) {
        this.extractors = services.extractors();
        this.versions = services.versions();
        this.queue = services.queue();
        this.evaluated = services.evaluated();
        this.meters = services.meters();
        this.clock = services.clock();
    }

    @Override
    public void init(ProcessorContext<String, Features> processorContext) {
        this.context = processorContext;
    }

    @Override
    public void process(Record<String, ImageBatch> record) {
        ImageBatch batch = record.value();
        Optional<EvaluationId> id = batch == null
                ? Optional.empty()
                : EvaluationId.parse(batch.getRequestId(), batch.getModel(), batch.getVersion());
        Optional<String> datasetId =
                id.flatMap(i -> versions.find(i.versionKey())).flatMap(queue::datasetOf);
        if (datasetId.isEmpty()) {
            // asked for by someone else, or of a version that is gone
            meters.ignored(Topics.EVALUATION_BATCHES.name());
            return;
        }
        Extractor extractor = extractor(batch);
        if (evaluated.contains(id.get(), datasetId.get(), extractor.sha256())) {
            meters.ignored(Topics.EVALUATION_BATCHES.name());
            return;
        }
        FeatureChunk chunk = extract(batch, id.get(), datasetId.get(), extractor);
        context.forward(new Record<>(
                id.get().versionKey(), FeatureRecords.toRecord(chunk, extractor, clock.instant()), record.timestamp()));
        meters.processed(Topics.EVALUATION_BATCHES.name());
    }

    private Extractor extractor(ImageBatch batch) {
        ImageShape shape = shape(batch);
        return extractors
                .fitting(shape)
                .orElseThrow(() -> new IllegalArgumentException("Images of " + shape + " fit no extractor"));
    }

    private FeatureChunk extract(ImageBatch batch, EvaluationId id, String datasetId, Extractor extractor) {
        int count = batch.getImages().size();
        boolean labelled = batch.getLabels().size() == count;
        if (count == 0 || batch.getRequestImages() < 1 || batch.getRequestImages() > EvaluationProtocol.MAX_IMAGES) {
            throw new IllegalArgumentException("A batch of " + count + " images of an evaluation with "
                    + batch.getRequestImages() + ": neither is empty, and the second is at most "
                    + EvaluationProtocol.MAX_IMAGES);
        }
        long startNanos = System.nanoTime();
        ExtractedFeatures extracted = extractor.extract(pixels(batch, extractor));
        meters.extracted(count, Duration.ofNanos(System.nanoTime() - startNanos));
        List<FeatureChunk.Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new FeatureChunk.Row(
                    batch.getFirstImage() + i,
                    extracted.features()[i],
                    labelled ? FeatureRecords.classOf(batch.getLabels().get(i)) : -1,
                    extracted.predictedClass()[i]));
        }
        return new FeatureChunk(id, datasetId, extractor.sha256(), Math.toIntExact(batch.getRequestImages()), rows);
    }

    private static byte[][] pixels(ImageBatch batch, Extractor extractor) {
        Encoding encoding = Encoding.valueOf(batch.getEncoding().name());
        byte[][] raw = new byte[batch.getImages().size()][];
        for (int i = 0; i < raw.length; i++) {
            ByteBuffer image = batch.getImages().get(i).duplicate();
            byte[] bytes = new byte[image.remaining()];
            image.get(bytes);
            raw[i] = extractor
                    .shape()
                    .padded(ImageCodec.decode(
                            encoding, bytes, batch.getHeight(), batch.getWidth(), batch.getChannels()))
                    .raw();
        }
        return raw;
    }

    private static ImageShape shape(ImageBatch batch) {
        return new ImageShape(batch.getHeight(), batch.getWidth(), batch.getChannels());
    }
}
