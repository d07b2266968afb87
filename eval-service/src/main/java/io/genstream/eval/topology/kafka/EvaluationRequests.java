package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.schemas.avro.Condition;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.Latent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits an evaluation into request records. The same evaluation always gives the same records, whoever asks: figures compare, and a
 * second asking yields the same pictures.
 */
public final class EvaluationRequests {
    private EvaluationRequests() {}

    /** @param classes that images are asked for in turn; 0 for none */
    public static List<GenerationRequest> of(EvaluationId id, int images, int classes, Instant now) {
        List<GenerationRequest> records = new ArrayList<>();
        for (int first = 0; first < images; first += EvaluationProtocol.MAX_RECORD_IMAGES) {
            records.add(GenerationRequest.newBuilder()
                    .setRequestId(id.requestId())
                    .setModel(id.model())
                    .setVersion(id.version())
                    .setFirstImage(first)
                    .setCount(Math.min(EvaluationProtocol.MAX_RECORD_IMAGES, images - first))
                    .setRequestImages(images)
                    .setBatchSize(EvaluationProtocol.BATCH_SIZE)
                    .setSeed(EvaluationProtocol.SEED)
                    .setLatent(Latent.newBuilder().build())
                    .setCondition(Condition.newBuilder().setRows(rows(classes)).build())
                    .setEncoding(Encoding.RAW)
                    .setCreatedAt(now.truncatedTo(ChronoUnit.MILLIS))
                    .build());
        }
        return records;
    }

    /** Every class in turn; without classes the serving side draws from the card's label rows. */
    private static List<List<Float>> rows(int classes) {
        List<List<Float>> rows = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            rows.add(List.of((float) c));
        }
        return rows;
    }
}
