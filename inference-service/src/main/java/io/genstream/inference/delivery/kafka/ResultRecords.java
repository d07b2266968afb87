package io.genstream.inference.delivery.kafka;

import io.genstream.inference.delivery.Conclusion;
import io.genstream.inference.delivery.FinishedBatch;
import io.genstream.inference.request.FailureCode;
import io.genstream.inference.request.RequestEnd;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.FailureStage;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.OutcomeState;
import io.genstream.schemas.avro.RequestFailure;
import io.genstream.schemas.avro.RequestOutcome;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Results in their Avro form. Thread-safe. */
final class ResultRecords {
    private final Clock clock;

    ResultRecords(Clock clock) {
        this.clock = clock;
    }

    ImageBatch batch(FinishedBatch batch) {
        boolean labelled = batch.version().card().conditional();
        return ImageBatch.newBuilder()
                .setRequestId(batch.request().requestId())
                .setFirstImage(batch.firstImage())
                .setRequestImages(batch.request().requestImages())
                .setModel(batch.version().key().model())
                .setVersion(batch.version().key().version())
                .setSeed(batch.request().seed())
                .setHeight(batch.version().card().height())
                .setWidth(batch.version().card().width())
                .setChannels(batch.version().card().channels())
                .setEncoding(Encoding.valueOf(batch.request().encoding().name()))
                .setImages(Arrays.stream(batch.images()).map(ByteBuffer::wrap).toList())
                .setLabels(labelled ? rows(batch.labels()) : List.of())
                .setLatents(batch.request().withLatents() ? rows(batch.latents()) : List.of())
                .setAt(clock.instant())
                .build();
    }

    RequestOutcome outcome(Conclusion conclusion) {
        RequestEnd end = conclusion.end();
        return RequestOutcome.newBuilder()
                .setRequestId(conclusion.request().requestId())
                .setFirstImage(conclusion.request().firstImage())
                .setCount(conclusion.request().count())
                .setRequestImages(conclusion.request().requestImages())
                .setState(OutcomeState.valueOf(end.state().name()))
                .setModel(conclusion.request().model())
                .setVersion(conclusion.version().orElse(null))
                .setPartition(conclusion.partition())
                .setOffsets(conclusion.offsets())
                .setCode(end.code().isEmpty() ? null : end.code())
                .setMessage(end.message().isEmpty() ? null : end.message())
                .setAt(clock.instant())
                .build();
    }

    RequestFailure failure(Conclusion conclusion) {
        FailureCode code = conclusion.end().failure().orElseThrow();
        return RequestFailure.newBuilder()
                .setRequestId(conclusion.request().requestId())
                .setFirstImage(conclusion.request().firstImage())
                .setModel(conclusion.request().model())
                .setVersion(conclusion.version().orElse(null))
                .setCode(code.name())
                .setMessage(conclusion.end().message())
                .setStage(FailureStage.valueOf(code.stage().name()))
                .setRetryable(code.retryable())
                .setAt(clock.instant())
                .build();
    }

    private static List<List<Float>> rows(float[][] rows) {
        List<List<Float>> lists = new ArrayList<>(rows.length);
        for (float[] row : rows) {
            List<Float> list = new ArrayList<>(row.length);
            for (float value : row) {
                list.add(value);
            }
            lists.add(list);
        }
        return lists;
    }
}
