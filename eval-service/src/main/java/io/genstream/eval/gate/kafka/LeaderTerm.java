package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.Gate;
import io.genstream.eval.gate.GateActions;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RolloutCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance's time as the acting gate: fences its predecessor, rebuilds the state from the log, then acts. After any
 * failure the term is over and its state with it. One thread.
 */
final class LeaderTerm implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LeaderTerm.class);
    private static final Duration REBUILD_PATIENCE = Duration.ofMinutes(2);
    private static final Duration CATCH_UP_PATIENCE = Duration.ofSeconds(10);

    private final Consumer<String, byte[]> commands;
    private final GateMetrics metrics;
    private final Gate gate;
    private final GateView view;
    private final GateWriter writer;
    private final Deserializer<RolloutCommand> commandDeserializer;
    private final List<Poison> poisons = new ArrayList<>();
    /** Poison before these offsets became dead letters in an earlier term. */
    private final Map<TopicPartition, Long> deadLettered = new HashMap<>();

    LeaderTerm(
            KafkaConnection connection,
            GateSettings settings,
            Consumer<String, byte[]> commands,
            GateMetrics metrics,
            Clock clock) {
        this.commands = commands;
        this.metrics = metrics;
        this.gate = new Gate(settings.rules(), clock);
        this.commandDeserializer =
                Topics.ROLLOUT_COMMANDS.deserializer(connection.consumer(settings.id() + "-commands", null));
        this.view = new GateView(connection, settings.id() + "-view", gate.facts(), this::poison);
        this.writer = new GateWriter(connection, settings, clock);
    }

    /** The predecessor is fenced before the log's end is looked up: it can add nothing behind that. */
    void begin() {
        long startNanos = System.nanoTime();
        writer.fenceOthers();
        view.open();
        commands.committed(view.partitions()).forEach((partition, mark) -> {
            if (mark != null) {
                deadLettered.put(partition, mark.offset());
            }
        });
        view.catchUp(REBUILD_PATIENCE);
        GateActions actions = new GateActions();
        gate.reconsider(actions);
        commit(actions, Map.of());
        LOGGER.info(
                "This instance is the acting roll-out gate, after {} ms of reading the log",
                Duration.ofNanos(System.nanoTime() - startNanos).toMillis());
    }

    /** Commands first: an operator's word on a model comes before the gate's own thoughts on it. */
    void step(ConsumerRecords<String, byte[]> records) {
        if (records.isEmpty()) {
            view.poll();
        } else {
            view.catchUp(CATCH_UP_PATIENCE);
        }
        GateActions actions = new GateActions();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            obey(record, actions);
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        gate.reconsider(actions);
        commit(actions, offsets);
    }

    private void obey(ConsumerRecord<String, byte[]> record, GateActions actions) {
        try {
            RolloutCommand command = commandDeserializer.deserialize(record.topic(), record.value());
            if (command == null) {
                throw new IllegalArgumentException("A roll-out command without a value says nothing");
            }
            gate.command(RolloutRecords.command(command), actions);
        } catch (SerializationException | IllegalArgumentException e) {
            poison(new Poison(record, e));
        }
    }

    private void poison(Poison poison) {
        ConsumerRecord<String, byte[]> record = poison.record();
        long known = deadLettered.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
        if (record.offset() >= known) {
            poisons.add(poison);
        }
    }

    private void commit(GateActions actions, Map<TopicPartition, OffsetAndMetadata> commandOffsets) {
        if (actions.isEmpty() && poisons.isEmpty() && commandOffsets.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(commandOffsets);
        for (Poison poison : poisons) {
            ConsumerRecord<String, byte[]> record = poison.record();
            offsets.merge(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1),
                    (a, b) -> a.offset() >= b.offset() ? a : b);
        }
        writer.commit(actions, poisons, offsets, commands.groupMetadata());
        metrics.committed(actions);
        poisons.forEach(this::logDeadLetter);
        poisons.clear();
        actions.decisions()
                .forEach(d -> LOGGER.info(
                        "{} {} of {}: {}", d.accepted() ? "Accepted" : "Refused", d.action(), d.model(), d.reason()));
        actions.stops().forEach(s -> LOGGER.info("Stopping run {}: {}", s.run().runId(), s.reason()));
    }

    private void logDeadLetter(Poison poison) {
        metrics.deadLettered(poison.record().topic());
        LOGGER.warn(
                "A record of {} at offset {} became a dead letter: {}",
                poison.record().topic(),
                poison.record().offset(),
                poison.error().getMessage());
    }

    void wakeup() {
        view.wakeup();
    }

    @Override
    public void close() {
        view.close();
        writer.close();
    }
}
