package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationQueue;
import io.genstream.eval.evaluation.VersionDirectory;
import io.genstream.eval.evaluation.VersionInfo;
import io.genstream.eval.meters.EvalMeters;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.GenerationRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Checkpoints in, requests for their images out, at once or when the queue says so. What waits is not kept in a store: at start
 * the directory, which holds the whole compacted topic, fills the queue again.
 */
final class CheckpointProcessor implements Processor<String, Checkpoint, String, GenerationRequest> {
    private final VersionDirectory versions;
    private final EvaluationQueue queue;
    private final EvalMeters meters;
    private final Clock clock;
    private final Duration tick;
    private ProcessorContext<String, GenerationRequest> context;

    CheckpointProcessor(
            VersionDirectory versions, EvaluationQueue queue, EvalMeters meters, Clock clock, Duration tick) {
        this.versions = versions;
        this.queue = queue;
        this.meters = meters;
        this.clock = clock;
        this.tick = tick;
    }

    @Override
    public void init(ProcessorContext<String, GenerationRequest> processorContext) {
        this.context = processorContext;
        versions.all().forEach(queue::offerUnlessEverEvaluated);
        var unused = context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, now -> askForAllDue());
    }

    @Override
    public void process(Record<String, Checkpoint> record) {
        if (record.value() == null) {
            versions.remove(record.key());
            queue.withdraw(record.key());
        } else {
            VersionInfo version = EvaluatedCheckpoints.of(record.value());
            versions.put(version);
            queue.offer(version);
            askForAllDue();
        }
        meters.processed(Topics.CHECKPOINTS.name());
    }

    private void askForAllDue() {
        Instant now = clock.instant();
        for (EvaluationQueue.Ask ask : queue.due(now)) {
            for (GenerationRequest request :
                    EvaluationRequests.of(ask.id(), ask.images(), ask.version().classes(), now)) {
                context.forward(new Record<>(ask.id().versionKey(), request, now.toEpochMilli()));
            }
        }
    }
}
