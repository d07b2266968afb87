package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.Action;
import io.genstream.eval.gate.GateActions;
import io.genstream.eval.gate.GateDecision;
import io.genstream.eval.gate.Remeasurement;
import io.genstream.eval.gate.StopOrder;
import io.genstream.eval.topology.kafka.EvaluationRequests;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.RunCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes what the gate decided, with the offsets that led to it, in one transaction. Making a writer fences the one before it:
 * a leader that does not know yet that it was replaced can write nothing more. One thread.
 */
final class GateWriter implements AutoCloseable {
    private static final Outlet<RolloutDecision> ROLLOUT_DECISIONS =
            new Outlet<>(Topics.ROLLOUT_DECISIONS, Writer.GATE);
    private static final Outlet<ModelRollout> MODEL_ROLLOUTS = new Outlet<>(Topics.MODEL_ROLLOUTS, Writer.GATE);
    private static final Outlet<GenerationRequest> EVALUATION_REQUESTS =
            new Outlet<>(Topics.EVALUATION_REQUESTS, Writer.GATE);
    private static final Outlet<RunCommand> RUN_COMMANDS = new Outlet<>(Topics.RUN_COMMANDS, Writer.GATE);
    private static final int TRANSACTION_TIMEOUT_MS = 15_000;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final GateSettings settings;
    private final Clock clock;
    private final Map<String, Object> configs;
    private final Map<String, Serializer<?>> serializers = new HashMap<>();
    private final KafkaProducer<String, byte[]> producer;

    GateWriter(KafkaConnection connection, GateSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.configs = connection.producer(settings.id());
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.id());
        configs.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer());
    }

    /** Ends whatever transaction an earlier leader left open, and shuts that leader out. */
    void fenceOthers() {
        producer.initTransactions();
    }

    void commit(GateActions actions, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer.beginTransaction();
        try {
            actions.decisions().forEach(this::send);
            actions.remeasurements().forEach(this::send);
            actions.stops().forEach(this::send);
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
    }

    private void send(GateDecision decision) {
        send(ROLLOUT_DECISIONS, decision.commandId(), RolloutRecords.decision(decision));
        if (decision.accepted() && decision.action() == Action.DELETE) {
            sendBytes(MODEL_ROLLOUTS, decision.model(), null);
        } else if (decision.accepted()) {
            send(MODEL_ROLLOUTS, decision.model(), RolloutRecords.rollout(decision.after()));
        }
    }

    private void send(Remeasurement remeasurement) {
        int images = remeasurement.images().orElse(settings.evaluationImages());
        for (GenerationRequest request :
                EvaluationRequests.of(remeasurement.id(), images, remeasurement.classes(), clock.instant())) {
            send(EVALUATION_REQUESTS, remeasurement.id().versionKey(), request);
        }
    }

    private void send(StopOrder order) {
        send(RUN_COMMANDS, order.run().recipe(), StopCommands.of(order, clock.instant()));
    }

    @SuppressWarnings("unchecked") // one serializer a topic
    private <V extends SpecificRecord> void send(Outlet<V> topic, String key, V value) {
        Serializer<V> serializer =
                (Serializer<V>) serializers.computeIfAbsent(topic.name(), name -> topic.serializer(configs));
        sendBytes(topic, key, serializer.serialize(topic.name(), value));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // commitTransaction reports failures
    private void sendBytes(Outlet<?> topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic.name(), key, value));
    }

    private void abort(RuntimeException cause) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        // nothing is in flight but what the broker did not answer
        producer.close(CLOSE_PATIENCE);
    }
}
