package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.EvaluationQueue;
import io.genstream.schemas.avro.Condition;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.Latent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Splits an evaluation into request records. The same evaluation always gives the same records. */
final class EvaluationRequests {
    private EvaluationRequests() {}

    static List<GenerationRequest> of(EvaluationQueue.Ask ask, Instant now) {
        List<GenerationRequest> records = new ArrayList<>();
        for (int first = 0; first < ask.images(); first += EvaluationProtocol.MAX_RECORD_IMAGES) {
            records.add(record(ask, first, now));
        }
        return records;
    }

    private static GenerationRequest record(EvaluationQueue.Ask ask, int first, Instant now) {
        return GenerationRequest.newBuilder()
                .setRequestId(ask.id().requestId())
                .setModel(ask.id().model())
                .setVersion(ask.id().version())
                .setFirstImage(first)
                .setCount(Math.min(EvaluationProtocol.MAX_RECORD_IMAGES, ask.images() - first))
                .setRequestImages(ask.images())
                .setBatchSize(EvaluationProtocol.BATCH_SIZE)
                .setSeed(EvaluationProtocol.SEED)
                .setLatent(Latent.newBuilder().build())
                .setCondition(Condition.newBuilder()
                        .setRows(rows(ask.version().classes()))
                        .build())
                .setEncoding(Encoding.RAW)
                .setCreatedAt(now.truncatedTo(ChronoUnit.MILLIS))
                .build();
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
