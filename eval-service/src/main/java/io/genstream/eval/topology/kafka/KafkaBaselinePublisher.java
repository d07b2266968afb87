package io.genstream.eval.topology.kafka;

import io.genstream.eval.baseline.Baseline;
import io.genstream.eval.baseline.BaselinePublisher;
import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.reference.Reference;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.Evaluation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes baselines to topic evaluations, as versions {@code <data set>-r<revision>} of models that are none. Thread-safe. */
public final class KafkaBaselinePublisher implements BaselinePublisher, AutoCloseable {
    private static final Outlet<Evaluation> EVALUATIONS = new Outlet<>(Topics.EVALUATIONS, Writer.EVAL);

    private final KafkaProducer<String, Evaluation> producer;
    private final Clock clock;

    public KafkaBaselinePublisher(KafkaConnection connection, String clientId, Clock clock) {
        Map<String, Object> configs = connection.producer(clientId);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), EVALUATIONS.serializer(configs));
        this.clock = clock;
    }

    @Override
    public void publish(Baseline baseline, Reference reference) throws InterruptedException {
        EvaluationId id = Baseline.id(baseline.name(), reference);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Evaluation record : EvaluationRecords.of(
                id, baseline.images(), baseline.figures(), reference, Optional.empty(), clock.instant())) {
            sent.add(producer.send(EVALUATIONS.record(EvaluationRecords.key(record), record)));
        }
        for (Future<RecordMetadata> one : sent) {
            await(one);
        }
    }

    private static void await(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            var unused = sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
