package io.genstream.trainer.run.kafka;

import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RunCommand;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.run.RunCoordinator;
import io.genstream.trainer.run.RunLogException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes run-commands in the trainers' group on a thread of its own, and passes on what came by another recipe's partition. A command's offset is committed once what it changes
 * is durable in topic runs; until then it is tried again. Between polls it lets the coordinator start what new data asks for.
 */
public final class RunCommandConsumer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunCommandConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long RETRY_MS = 1_000;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<RunCommand> deserializer;
    private final RunCoordinator coordinator;
    private final RecipeOwnership ownership;
    private final ForeignCommands foreign;
    private final DeadLetters deadLetters;
    private final TrainerMetrics metrics;
    private final Thread thread;
    private volatile boolean closing;
    private volatile Throwable failure;

    private RunCommandConsumer(
            RunCommands source,
            RunCoordinator coordinator,
            RecipeOwnership ownership,
            ForeignCommands foreign,
            DeadLetters deadLetters,
            TrainerMetrics metrics) {
        this.consumer = source.consumer();
        this.deserializer = source.deserializer();
        this.coordinator = coordinator;
        this.ownership = ownership;
        this.foreign = foreign;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "run-commands");
        thread.setDaemon(true);
    }

    /** @param source not yet subscribed; closed by this class, {@code foreign} by the caller */
    public static RunCommandConsumer start(
            RunCommands source,
            RunCoordinator coordinator,
            RecipeOwnership ownership,
            ForeignCommands foreign,
            DeadLetters deadLetters,
            TrainerMetrics metrics) {
        RunCommandConsumer commands =
                new RunCommandConsumer(source, coordinator, ownership, foreign, deadLetters, metrics);
        commands.thread.start();
        return commands;
    }

    /** Why commands are no longer consumed, if so. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.RUN_COMMANDS.name()), ownership);
            while (!closing) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    handleAll(partition, records.records(partition));
                }
                ownership.settleDoubts(this::isConfirmed);
                reconcile();
            }
        } catch (WakeupException e) {
            if (!closing) {
                fail(e);
            }
        } catch (RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handleAll(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records)
            throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                handle(record);
            } catch (RunLogException | KafkaException e) {
                metrics.retried(record.topic());
                LOGGER.warn("Command at {}@{} is tried again: {}", partition, record.offset(), e.getMessage());
                consumer.seek(partition, record.offset());
                Thread.sleep(RETRY_MS);
                return;
            }
            commit(partition, record.offset() + 1);
        }
    }

    private void handle(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        io.genstream.trainer.run.RunCommand command;
        try {
            RunCommand value = deserializer.deserialize(record.topic(), record.value());
            if (value == null) {
                throw new SerializationException("a command has a value");
            }
            command = RunRecords.fromAvro(value, ForeignCommands.givenAt(record));
            if (!ownership.owns(command.recipe().name())) {
                foreign.passOn(record, value);
                return;
            }
        } catch (SerializationException | IllegalArgumentException e) {
            awaitKept(record, e);
            return;
        }
        coordinator.handle(command);
        metrics.processed(record.topic());
    }

    /** @throws KafkaException while its letter cannot be written: the command is tried again, and its partition waits */
    private void awaitKept(ConsumerRecord<String, byte[]> record, RuntimeException error) throws InterruptedException {
        try {
            var unused = deadLetters.keep(record, error).get(RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("its dead letter is not written yet", e);
        }
    }

    /** A commit that fails means that the command comes again, here or at the next owner, and changes nothing then. */
    private void commit(TopicPartition partition, long offset) {
        try {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
        } catch (CommitFailedException | RebalanceInProgressException | RetriableCommitFailedException e) {
            LOGGER.debug("Offset {} of {} is not committed", offset, partition, e);
        }
    }

    /** Only a member of the group as it is now may commit, and only for what it was given. */
    private boolean isConfirmed(int partition) {
        TopicPartition doubted = new TopicPartition(Topics.RUN_COMMANDS.name(), partition);
        try {
            consumer.commitSync(Map.of(doubted, new OffsetAndMetadata(consumer.position(doubted))));
            return true;
        } catch (KafkaException e) {
            LOGGER.debug("The group does not confirm {} yet", doubted, e);
            return false;
        }
    }

    private void reconcile() {
        try {
            coordinator.reconcile();
        } catch (RunLogException e) {
            LOGGER.warn("Runs that new data or another trainer's end asks for wait: {}", e.getMessage());
        }
    }

    private void fail(RuntimeException e) {
        failure = e;
        LOGGER.error("Run commands are no longer consumed: {}; restart the service", e.getMessage(), e);
    }

    @Override
    public void close() {
        closing = true;
        ownership.closing();
        consumer.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
