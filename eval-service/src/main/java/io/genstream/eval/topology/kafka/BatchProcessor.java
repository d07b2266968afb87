package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.reference.Reference;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Features;
import io.genstream.schemas.avro.ImageBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches of generated images in, their features out. A batch whose checkpoint or reference is not here yet is held, not lost
 * ({@link HeldBatches}); one that nobody will ever measure is ignored.
 */
final class BatchProcessor implements Processor<String, ImageBatch, String, Features> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BatchProcessor.class);
    private static final String TOPIC = Topics.EVALUATION_BATCHES.name();

    /** Held batches that are worked off in one go, so that records of other tasks get their turn. */
    private static final int PORTION = 16;

    private final EvaluationServices services;
    private final BatchFeatures features;
    private final Serializer<ImageBatch> serializer;
    private final Duration tick;
    private ProcessorContext<String, Features> context;
    private HeldBatches held;

    private enum Outcome {
        DONE,
        NOT_YET
    }

    /** @param serializer to keep a held batch that makes no sense as it came */
    BatchProcessor(EvaluationServices services, Serializer<ImageBatch> serializer, Duration tick) {
        this.services = services;
        this.features = new BatchFeatures(services.meters());
        this.serializer = serializer;
        this.tick = tick;
    }

    @Override
    public void init(ProcessorContext<String, Features> processorContext) {
        this.context = processorContext;
        this.held = new HeldBatches(
                context.getStateStore(HeldBatches.STORE), services.clock().instant());
        var unused = context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, now -> tryHeld());
    }

    @Override
    public void process(Record<String, ImageBatch> record) {
        ImageBatch batch = record.value();
        Optional<EvaluationId> id = batch == null ? Optional.empty() : HeldBatches.idOf(batch);
        if (id.isEmpty()) {
            // asked for by someone else
            services.meters().ignored(TOPIC);
            return;
        }
        checkSize(batch);
        if (take(id.get(), batch) == Outcome.NOT_YET) {
            hold(id.get(), batch);
        }
    }

    private Outcome take(EvaluationId id, ImageBatch batch) {
        Optional<String> datasetId = services.versions().find(id.versionKey()).flatMap(services.queue()::datasetOf);
        if (datasetId.isEmpty()) {
            return Outcome.NOT_YET;
        }
        Optional<Reference> reference = services.references().find(datasetId.get(), id.revision());
        if (reference.isEmpty()) {
            boolean never = services.references().hopeless(datasetId.get(), id.revision());
            return never ? ignore() : Outcome.NOT_YET;
        }
        String extractorSha256 = reference.get().extractorSha256();
        if (services.evaluated().contains(id, datasetId.get(), extractorSha256, batch.getRequestImages())) {
            return ignore();
        }
        var chunk = features.of(batch, id, reference.get());
        Instant now = services.clock().instant();
        context.forward(new Record<>(
                id.versionKey(), FeatureRecords.toRecord(chunk, reference.get().extractor(), now), now.toEpochMilli()));
        services.meters().processed(TOPIC);
        return Outcome.DONE;
    }

    private Outcome ignore() {
        services.meters().ignored(TOPIC);
        return Outcome.DONE;
    }

    private void hold(EvaluationId id, ImageBatch batch) {
        if (held.full()) {
            LOGGER.warn("More than {} batches wait to be measured; {} starts anew", HeldBatches.LIMIT, id.requestId());
            services.meters().batchDropped();
            services.queue().lost(id, services.clock().instant());
            return;
        }
        long offset = context.recordMetadata().map(RecordMetadata::offset).orElseThrow();
        held.hold(offset, id, batch, services.clock().instant());
        services.meters().heldBatches(held.size());
    }

    private void tryHeld() {
        Instant now = services.clock().instant();
        int worked = 0;
        for (HeldBatches.Waiting waiting : held.waiting()) {
            if (worked < PORTION && known(waiting.id())) {
                retry(waiting);
                worked++;
            } else if (waiting.expired(now)) {
                LOGGER.info(
                        "A batch of {} belongs to nothing that is known here",
                        waiting.id().requestId());
                ignore();
                held.release(waiting);
            }
        }
        services.meters().heldBatches(held.size());
    }

    /** Whether it is worth to decode the images. */
    private boolean known(EvaluationId id) {
        return services.versions()
                .find(id.versionKey())
                .flatMap(services.queue()::datasetOf)
                .filter(datasetId ->
                        services.references().find(datasetId, id.revision()).isPresent()
                                || services.references().hopeless(datasetId, id.revision()))
                .isPresent();
    }

    /** Outside of {@link #process} Streams' own handler cannot tell which record was to blame. */
    private void retry(HeldBatches.Waiting waiting) {
        ImageBatch batch = held.batch(waiting);
        try {
            if (take(waiting.id(), batch) == Outcome.DONE) {
                held.release(waiting);
            }
        } catch (IllegalArgumentException e) {
            keep(waiting, batch, e);
            held.release(waiting);
        }
    }

    /** Returns once the letter is written: until then the batch stays held. */
    private void keep(HeldBatches.Waiting waiting, ImageBatch batch, RuntimeException error) {
        var source = new ConsumerRecord<>(
                TOPIC,
                context.taskId().partition(),
                waiting.offset(),
                waiting.id().versionKey(),
                serializer.serialize(TOPIC, batch));
        var unused = services.deadLetters().keep(source, error).join();
    }

    private static void checkSize(ImageBatch batch) {
        int count = batch.getImages().size();
        if (count == 0 || batch.getRequestImages() < 1 || batch.getRequestImages() > EvaluationProtocol.MAX_IMAGES) {
            throw new IllegalArgumentException("A batch of " + count + " images of an evaluation with "
                    + batch.getRequestImages() + ": neither is empty, and the second is at most "
                    + EvaluationProtocol.MAX_IMAGES);
        }
    }
}
