package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.Facts;
import io.genstream.eval.gate.StopOrder;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.RunCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads every topic that the gate decides on, from the beginning, and tells the {@link Facts}. One thread, the leader's;
 * {@link #wakeup} alone may come from another.
 */
final class GateView implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Facts facts;
    private final DeadLetters deadLetters;
    private final Map<String, Object> configs;
    private final Map<String, Feed<?>> feeds = new HashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /** How one topic's records become facts. A null value deletes. */
    private record Feed<V extends SpecificRecord>(Deserializer<V> deserializer, BiConsumer<String, V> tell) {
        void accept(ConsumerRecord<String, byte[]> record) {
            tell.accept(record.key(), deserializer.deserialize(record.topic(), record.value()));
        }
    }

    GateView(KafkaConnection connection, String clientId, Facts facts, DeadLetters deadLetters) {
        this.facts = facts;
        this.deadLetters = deadLetters;
        this.configs = connection.consumer(clientId, null);
        addFeeds();
        this.consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** The topics that {@link GateView} follows. */
    static List<Topic<?>> topics() {
        return List.of(
                Topics.CHECKPOINTS,
                Topics.EVALUATIONS,
                Topics.DATASET_UPDATES,
                Topics.MODEL_ROLLOUTS,
                Topics.ROLLOUT_DECISIONS,
                Topics.RUNS,
                Topics.RUN_COMMANDS);
    }

    private void addFeeds() {
        feed(Topics.CHECKPOINTS, value -> facts.checkpoint(FactRecords.candidate(value)), key -> {
            RecordKey gone = RecordKey.ofVersion(key);
            facts.checkpointDeleted(gone.model(), gone.version());
        });
        feed(Topics.EVALUATIONS, value -> facts.figure(FactRecords.figure(value)), key -> {
            RecordKey gone = RecordKey.ofMetric(key);
            facts.figureDeleted(gone.model(), gone.version(), gone.metric());
        });
        feed(
                Topics.DATASET_UPDATES,
                value -> facts.dataset(value.getDatasetId(), value.getRevision()),
                facts::datasetDeleted);
        feed(Topics.MODEL_ROLLOUTS, value -> facts.rollout(RolloutRecords.state(value)), facts::rolloutDeleted);
        feed(Topics.ROLLOUT_DECISIONS, this::tellDecision, key -> {});
        feed(Topics.RUNS, value -> facts.run(FactRecords.run(value)), facts::runDeleted);
        feed(Topics.RUN_COMMANDS, this::tellRunCommand, key -> {});
    }

    private <V extends SpecificRecord> void feed(Topic<V> topic, Consumer<V> onValue, Consumer<String> onDelete) {
        feeds.put(topic.name(), new Feed<>(topic.deserializer(configs), (key, value) -> {
            if (value == null) {
                onDelete.accept(key);
            } else {
                onValue.accept(value);
            }
        }));
    }

    private void tellDecision(RolloutDecision decision) {
        facts.decided(
                decision.getCommandId(),
                decision.getModel(),
                RolloutRecords.action(decision.getAction()),
                decision.getAccepted(),
                decision.getVersion());
    }

    private void tellRunCommand(RunCommand command) {
        if (StopOrder.isCommandId(command.getCommandId())) {
            facts.stopIssued(command.getRunId());
        }
    }

    /** Seeks to the beginning of everything. */
    void open() {
        for (String topic : feeds.keySet()) {
            consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Tells everything that had been committed when this was called; a command must not overtake the checkpoint that it names. */
    void catchUp(Duration patience) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
            if (System.nanoTime() > deadlineNanos) {
                throw new TimeoutException("The gate's topics could not be read within " + patience);
            }
            poll();
        }
    }

    /** Tells what has come meanwhile. */
    void poll() {
        if (!deadLetters.hasRoom()) {
            throw new TimeoutException("Too many dead letters of what the gate reads wait to be written");
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            try {
                feeds.get(record.topic()).accept(record);
            } catch (SerializationException | IllegalArgumentException e) {
                var unused = deadLetters.keep(record, e); // from now on its duty
            }
        }
    }

    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
