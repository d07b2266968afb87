package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.Gate;
import io.genstream.eval.gate.GateActions;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RolloutCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    private final DeadLetters deadLetters;
    /** Up to where commands were obeyed. */
    private final Map<TopicPartition, OffsetAndMetadata> obeyed = new HashMap<>();
    /** Commands that made no sense and whose letter may not be written yet. */
    private final Map<ConsumerRecord<String, byte[]>, CompletableFuture<Void>> senseless = new HashMap<>();

    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

    LeaderTerm(
            KafkaConnection connection,
            GateSettings settings,
            Consumer<String, byte[]> commands,
            DeadLetters deadLetters,
            GateMetrics metrics,
            Clock clock) {
        this.commands = commands;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.gate = new Gate(settings.rules(), clock);
        this.commandDeserializer =
                Topics.ROLLOUT_COMMANDS.deserializer(connection.consumer(settings.id() + "-commands", null));
        this.view = new GateView(connection, settings.id() + "-view", gate.facts(), deadLetters);
        this.writer = new GateWriter(connection, settings, clock);
    }

    /** The predecessor is fenced before the log's end is looked up: it can add nothing behind that. */
    void begin() {
        long startNanos = System.nanoTime();
        writer.fenceOthers();
        view.open();
        view.catchUp(REBUILD_PATIENCE);
        GateActions actions = new GateActions();
        gate.reconsider(actions);
        commit(actions);
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
        for (ConsumerRecord<String, byte[]> record : records) {
            obey(record, actions);
            obeyed.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        gate.reconsider(actions);
        commit(actions);
    }

    private void obey(ConsumerRecord<String, byte[]> record, GateActions actions) {
        try {
            RolloutCommand command = commandDeserializer.deserialize(record.topic(), record.value());
            if (command == null) {
                throw new IllegalArgumentException("A roll-out command without a value says nothing");
            }
            gate.command(RolloutRecords.command(command), actions);
        } catch (SerializationException | IllegalArgumentException e) {
            senseless.put(record, deadLetters.keep(record, e));
        }
    }

    private void commit(GateActions actions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = committable();
        if (actions.isEmpty() && offsets.equals(committed)) {
            return;
        }
        // what is committed already is not sent again: a member that a rebalance has not reached yet would be refused
        writer.commit(actions, offsets.equals(committed) ? Map.of() : offsets, commands.groupMetadata());
        committed = offsets;
        metrics.committed(actions);
        actions.decisions()
                .forEach(d -> LOGGER.info(
                        "{} {} of {}: {}", d.accepted() ? "Accepted" : "Refused", d.action(), d.model(), d.reason()));
        actions.stops().forEach(s -> LOGGER.info("Stopping run {}: {}", s.run().runId(), s.reason()));
    }

    /** Up to the first command whose letter is not written yet; those behind it are obeyed, and known when they come again. */
    private Map<TopicPartition, OffsetAndMetadata> committable() {
        senseless.values().removeIf(kept -> kept.isDone() && !kept.isCompletedExceptionally());
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(obeyed);
        for (ConsumerRecord<String, byte[]> record : senseless.keySet()) {
            offsets.merge(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset()),
                    (a, b) -> a.offset() <= b.offset() ? a : b);
        }
        return offsets;
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
