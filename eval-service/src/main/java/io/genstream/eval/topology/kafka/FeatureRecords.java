package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.FeatureChunk;
import io.genstream.eval.extractor.Extractor;
import io.genstream.schemas.avro.FeatureRow;
import io.genstream.schemas.avro.Features;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Records of topic features, to and fro. */
final class FeatureRecords {
    private FeatureRecords() {}

    static Features toRecord(FeatureChunk chunk, Extractor extractor, Instant now) {
        List<FeatureRow> rows = new ArrayList<>(chunk.rows().size());
        for (FeatureChunk.Row row : chunk.rows()) {
            rows.add(FeatureRow.newBuilder()
                    .setRequestId(chunk.id().requestId())
                    .setImageIndex(row.index())
                    .setVector(bytes(row.vector()))
                    .setLabels(row.asked() < 0 ? List.of() : List.of((float) row.asked()))
                    .setPredicted(row.predicted())
                    .build());
        }
        return Features.newBuilder()
                .setModel(chunk.id().model())
                .setVersion(chunk.id().version())
                .setDatasetId(chunk.datasetId())
                .setRevision(chunk.id().revision())
                .setRequestImages(chunk.images())
                .setExtractor(extractor.name())
                .setExtractorSha256(chunk.extractorSha256())
                .setResizer(extractor.canvas().resizer())
                .setRows(rows)
                .setAt(now.truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    /** @throws IllegalArgumentException if the record contradicts itself */
    static FeatureChunk fromRecord(Features features) {
        if (features.getRequestImages() < 1 || features.getRequestImages() > EvaluationProtocol.MAX_IMAGES) {
            throw new IllegalArgumentException("An evaluation has 1 to " + EvaluationProtocol.MAX_IMAGES
                    + " images, not " + features.getRequestImages());
        }
        EvaluationId id = new EvaluationId(features.getModel(), features.getVersion(), features.getRevision());
        List<FeatureChunk.Row> rows = new ArrayList<>(features.getRows().size());
        for (FeatureRow row : features.getRows()) {
            if (!row.getRequestId().equals(id.requestId())) {
                throw new IllegalArgumentException(
                        "A row of request " + row.getRequestId() + " in a record of " + id.requestId());
            }
            rows.add(new FeatureChunk.Row(
                    row.getImageIndex(), floats(row.getVector()), classOf(row.getLabels()), row.getPredicted()));
        }
        return new FeatureChunk(
                id,
                features.getDatasetId(),
                features.getExtractorSha256(),
                Math.toIntExact(features.getRequestImages()),
                rows);
    }

    /** The class of a label row; -1 where it is none. */
    static int classOf(List<Float> labels) {
        return labels.size() == 1 && labels.get(0) >= 0 ? Math.round(labels.get(0)) : -1;
    }

    private static ByteBuffer bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes;
    }

    private static float[] floats(ByteBuffer bytes) {
        if (bytes.remaining() == 0 || bytes.remaining() % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "A feature vector of " + bytes.remaining() + " bytes is no row of float32");
        }
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("A feature vector holds " + value);
            }
        }
        return vector;
    }
}
