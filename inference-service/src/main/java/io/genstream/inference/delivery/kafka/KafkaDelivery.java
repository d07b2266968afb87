package io.genstream.inference.delivery.kafka;

import io.genstream.inference.delivery.Conclusion;
import io.genstream.inference.delivery.FinishedBatch;
import io.genstream.inference.delivery.ResultSink;
import io.genstream.inference.request.InferenceMetrics;
import io.genstream.inference.request.InferenceMetrics.Stage;
import io.genstream.inference.request.Lane;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.TraceHeaders;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.RequestFailure;
import io.genstream.schemas.avro.RequestOutcome;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Results as records: users' batches to image-batches, evaluations' to evaluation-batches, ends to both lanes' topics. */
public final class KafkaDelivery implements ResultSink {
    private static final Outlet<ImageBatch> IMAGE_BATCHES = new Outlet<>(Topics.IMAGE_BATCHES, Writer.INFERENCE);
    private static final Outlet<ImageBatch> EVALUATION_BATCHES =
            new Outlet<>(Topics.EVALUATION_BATCHES, Writer.INFERENCE);
    private static final Outlet<RequestFailure> REQUEST_FAILURES =
            new Outlet<>(Topics.REQUEST_FAILURES, Writer.INFERENCE);
    private static final Outlet<RequestOutcome> REQUEST_OUTCOMES =
            new Outlet<>(Topics.REQUEST_OUTCOMES, Writer.INFERENCE);

    private final RecordSender sender;
    private final ResultRecords records;
    private final InferenceMetrics metrics;

    public KafkaDelivery(RecordSender sender, InferenceMetrics metrics, Clock clock) {
        this.sender = sender;
        this.records = new ResultRecords(clock);
        this.metrics = metrics;
    }

    @Override
    public CompletableFuture<Placed> images(FinishedBatch batch) {
        long started = System.nanoTime();
        ImageBatch value = records.batch(batch);
        CompletableFuture<Placed> placed = batch.lane() == Lane.USERS
                ? sender.send(IMAGE_BATCHES, toUser(batch, value)).thenApply(m -> new Placed(m.partition(), m.offset()))
                : sender.send(EVALUATION_BATCHES, toEvaluation(batch, value))
                        .thenApply(m -> new Placed(m.partition(), m.offset()));
        return placed.whenComplete((where, error) -> metrics.stage(Stage.DELIVER, System.nanoTime() - started));
    }

    @Override
    public CompletableFuture<Void> conclude(Conclusion conclusion) {
        metrics.ended(conclusion.lane().tag(), conclusion.end());
        String id = conclusion.request().requestId();
        CompletableFuture<?> failure = conclusion.end().failure().isEmpty()
                ? CompletableFuture.completedFuture(null)
                : sender.send(REQUEST_FAILURES, REQUEST_FAILURES.record(id, records.failure(conclusion)));
        CompletableFuture<?> outcome = sender.send(
                REQUEST_OUTCOMES,
                REQUEST_OUTCOMES.record(conclusion.request().outcomeKey(), records.outcome(conclusion)));
        return CompletableFuture.allOf(failure, outcome);
    }

    private static ProducerRecord<String, ImageBatch> toUser(FinishedBatch batch, ImageBatch value) {
        String key = batch.request().requestId();
        return traced(
                batch,
                batch.request().replyPartition().isPresent()
                        ? IMAGE_BATCHES.record(batch.request().replyPartition().getAsInt(), key, value)
                        : IMAGE_BATCHES.record(key, value));
    }

    private static ProducerRecord<String, ImageBatch> toEvaluation(FinishedBatch batch, ImageBatch value) {
        return traced(batch, EVALUATION_BATCHES.record(batch.version().key().toString(), value));
    }

    private static ProducerRecord<String, ImageBatch> traced(
            FinishedBatch batch, ProducerRecord<String, ImageBatch> record) {
        TraceHeaders.inject(batch.request().trace(), record.headers());
        return record;
    }
}
