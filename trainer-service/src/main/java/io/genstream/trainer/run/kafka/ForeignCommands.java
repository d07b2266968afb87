package io.genstream.trainer.run.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.RunCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands that came by a partition where their recipe is not: librdkafka's clients put a key elsewhere than Java's. Whoever
 * finds one writes it once more, to the partition that the recipe's owner reads. Thread-safe.
 */
public final class ForeignCommands implements AutoCloseable {
    /** When the command was first given, in milliseconds since 1970: the copy is younger. */
    static final String GIVEN_AT = "genstream-given-at";

    private static final Outlet<RunCommand> RUN_COMMANDS = new Outlet<>(Topics.RUN_COMMANDS, Writer.TRAINER);
    private static final Logger LOGGER = LoggerFactory.getLogger(ForeignCommands.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaProducer<String, RunCommand> producer;
    private final ToIntFunction<String> partitionOf;

    public ForeignCommands(KafkaConnection connection, String clientId, ToIntFunction<String> partitionOf) {
        Map<String, Object> configs = connection.producer(clientId + "-foreign-commands");
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), RUN_COMMANDS.serializer(configs));
        this.partitionOf = partitionOf;
    }

    /** The place of a command among those of all partitions. */
    static Instant givenAt(ConsumerRecord<String, byte[]> record) {
        Header given = record.headers().lastHeader(GIVEN_AT);
        if (given == null) {
            return Instant.ofEpochMilli(record.timestamp());
        }
        return Instant.ofEpochMilli(Long.parseLong(new String(given.value(), StandardCharsets.UTF_8)));
    }

    /** @throws KafkaException if it is not written yet: pass it on again */
    void passOn(ConsumerRecord<String, byte[]> record, RunCommand command) throws InterruptedException {
        String recipe = command.getRecipe().getName();
        ProducerRecord<String, RunCommand> copy = RUN_COMMANDS.record(partitionOf.applyAsInt(recipe), recipe, command);
        String given = Long.toString(givenAt(record).toEpochMilli());
        copy.headers().add(GIVEN_AT, given.getBytes(StandardCharsets.UTF_8));
        try {
            var unused = producer.send(copy).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("it is not passed on yet to partition " + copy.partition(), e);
        }
        LOGGER.info(
                "Passed a command for recipe {} on from partition {} to {}: its writer partitions otherwise than Java",
                recipe,
                record.partition(),
                copy.partition());
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(500));
    }
}
