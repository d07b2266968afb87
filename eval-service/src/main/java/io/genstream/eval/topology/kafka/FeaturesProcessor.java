package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.Accumulators;
import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.FeatureChunk;
import io.genstream.eval.evaluation.Measurement;
import io.genstream.eval.evaluation.VersionInfo;
import io.genstream.eval.reference.Reference;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.Features;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features in, figures out once all rows of an evaluation are there. The rows are kept in the heap and come back from the log when
 * the task starts, so a restart in the middle loses nothing.
 */
final class FeaturesProcessor implements Processor<String, Features, String, Evaluation> {
    private static final Logger LOGGER = LoggerFactory.getLogger(FeaturesProcessor.class);

    /** Twice what the queue asks for at once, and room for what the gate asks for. */
    private static final int MAX_OPEN_EVALUATIONS = 32;

    private final EvaluationServices services;
    private final FeatureHistory history;
    private final Duration tick;
    private final Accumulators accumulators;
    private ProcessorContext<String, Evaluation> context;

    FeaturesProcessor(EvaluationServices services, FeatureHistory history, Duration tick) {
        this.services = services;
        this.history = history;
        this.tick = tick;
        this.accumulators = new Accumulators(MAX_OPEN_EVALUATIONS, this::dropped);
    }

    @Override
    public void init(ProcessorContext<String, Evaluation> processorContext) {
        this.context = processorContext;
        history.replay(context.taskId().partition(), this::remember);
        var unused = context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, now -> measureAllComplete());
    }

    @Override
    public void process(Record<String, Features> record) {
        if (record.value() == null) {
            services.meters().ignored(Topics.FEATURES.name());
            return;
        }
        FeatureChunk chunk = FeatureRecords.fromRecord(record.value());
        if (evaluated(chunk)) {
            services.meters().ignored(Topics.FEATURES.name());
            return;
        }
        accumulators.add(chunk);
        services.queue().progressed(chunk.id(), services.clock().instant());
        services.meters().processed(Topics.FEATURES.name());
        measureAllComplete();
    }

    /** A record that is in the log already. Whatever is wrong with it was told when it came. */
    private void remember(Features features) {
        try {
            FeatureChunk chunk = FeatureRecords.fromRecord(features);
            if (!evaluated(chunk)) {
                accumulators.add(chunk);
                services.queue().progressed(chunk.id(), services.clock().instant());
            }
        } catch (IllegalArgumentException e) {
            LOGGER.debug("Features in the log that make no sense", e);
        }
    }

    private boolean evaluated(FeatureChunk chunk) {
        return services.evaluated().contains(chunk.id(), chunk.datasetId(), chunk.extractorSha256(), chunk.images());
    }

    private void measureAllComplete() {
        for (Accumulators.Complete complete : accumulators.complete()) {
            Optional<Reference> reference = services.references()
                    .find(complete.datasetId(), complete.id().revision());
            if (reference.isPresent()) {
                accumulators.remove(complete);
                measure(complete, reference.get());
            } else if (services.references()
                    .hopeless(complete.datasetId(), complete.id().revision())) {
                LOGGER.info(
                        "Features of {} have no reference any more",
                        complete.id().requestId());
                accumulators.remove(complete);
                services.meters().skipped("stale-revision");
            }
        }
    }

    private void measure(Accumulators.Complete complete, Reference reference) {
        EvaluationId id = complete.id();
        if (!reference.extractorSha256().equals(complete.extractorSha256())) {
            services.meters().skipped("stale-extractor");
            return;
        }
        long startNanos = System.nanoTime();
        List<Measurement> figures;
        try {
            figures = services.evaluator().measure(complete.features(), reference);
        } catch (RuntimeException e) {
            LOGGER.warn("Features of {} cannot be measured: {}", id.requestId(), e.getMessage(), e);
            services.meters().skipped("not-measurable");
            return;
        }
        Instant now = services.clock().instant();
        Optional<VersionInfo> version = services.versions().find(id.versionKey());
        for (Evaluation evaluation :
                EvaluationRecords.of(id, complete.features().size(), figures, reference, version, now)) {
            context.forward(new Record<>(EvaluationRecords.key(evaluation), evaluation, now.toEpochMilli()));
        }
        services.evaluated()
                .add(
                        id,
                        complete.datasetId(),
                        complete.extractorSha256(),
                        complete.features().size());
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        services.meters().evaluated(took);
        LOGGER.info("Evaluated {} against {} in {} ms", id.versionKey(), reference.revision(), took.toMillis());
    }

    private void dropped(EvaluationId id) {
        LOGGER.warn("More than {} evaluations under way; {} starts anew", MAX_OPEN_EVALUATIONS, id.requestId());
        services.meters().accumulatorDropped();
        services.queue().lost(id, services.clock().instant());
    }
}
