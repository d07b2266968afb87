package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.FeatureChunk;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.meters.EvalMeters;
import io.genstream.eval.reference.Reference;
import io.genstream.model.extractor.ExtractedFeatures;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.schemas.avro.ImageBatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the features of one batch with the extractor of its reference. Thread-safe. */
final class BatchFeatures {
    private final EvalMeters meters;

    BatchFeatures(EvalMeters meters) {
        this.meters = meters;
    }

    /** @throws IllegalArgumentException if the batch makes no sense, or its images do not fit the extractor */
    FeatureChunk of(ImageBatch batch, EvaluationId id, Reference reference) {
        int count = batch.getImages().size();
        boolean labelled = batch.getLabels().size() == count;
        long startNanos = System.nanoTime();
        ExtractedFeatures extracted = extract(batch, reference.extractor());
        meters.extracted(count, Duration.ofNanos(System.nanoTime() - startNanos));
        List<FeatureChunk.Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new FeatureChunk.Row(
                    batch.getFirstImage() + i,
                    extracted.features()[i],
                    labelled ? FeatureRecords.classOf(batch.getLabels().get(i)) : -1,
                    extracted.predictedClass()[i]));
        }
        return new FeatureChunk(
                id,
                reference.revision().datasetId(),
                reference.extractorSha256(),
                Math.toIntExact(batch.getRequestImages()),
                rows);
    }

    private static ExtractedFeatures extract(ImageBatch batch, Extractor extractor) {
        try {
            return extractor.extract(pixels(batch, extractor));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Images of a batch of " + batch.getRequestId() + " cannot be measured: " + e.getMessage(), e);
        }
    }

    private static byte[][] pixels(ImageBatch batch, Extractor extractor) {
        Encoding encoding = Encoding.valueOf(batch.getEncoding().name());
        byte[][] raw = new byte[batch.getImages().size()][];
        for (int i = 0; i < raw.length; i++) {
            ByteBuffer image = batch.getImages().get(i).duplicate();
            byte[] bytes = new byte[image.remaining()];
            image.get(bytes);
            raw[i] = extractor
                    .canvas()
                    .fit(ImageCodec.decode(encoding, bytes, batch.getHeight(), batch.getWidth(), batch.getChannels()))
                    .raw();
        }
        return raw;
    }
}
