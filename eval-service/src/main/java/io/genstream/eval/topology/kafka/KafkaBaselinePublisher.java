package io.genstream.eval.topology.kafka;

import io.genstream.eval.baseline.Baseline;
import io.genstream.eval.baseline.BaselinePublisher;
import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.publishing.kafka.RecordPublisher;
import io.genstream.eval.reference.Reference;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Evaluation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes baselines to topic evaluations, as versions {@code <data set>-r<revision>} of models that are none. Thread-safe. */
public final class KafkaBaselinePublisher implements BaselinePublisher {
    private final RecordPublisher publisher;
    private final Clock clock;

    public KafkaBaselinePublisher(RecordPublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public void publish(Baseline baseline, Reference reference) throws InterruptedException {
        EvaluationId id = Baseline.id(baseline.name(), reference);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Evaluation record : EvaluationRecords.of(
                id, baseline.images(), baseline.figures(), reference, Optional.empty(), clock.instant())) {
            sent.add(publisher.send(
                    Topics.EVALUATIONS, Topics.EVALUATIONS.record(EvaluationRecords.key(record), record)));
        }
        for (Future<RecordMetadata> one : sent) {
            RecordPublisher.await(one);
        }
    }
}
