package io.genstream.gateway.log.kafka;

import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DeadLetter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where records go that the gateway cannot read. Thread-safe. */
public final class DeadLetterOffice {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterOffice.class);
    private static final String SERVICE = "gateway";

    private final TopicSender sender;
    private final MeterRegistry registry;
    private final Clock clock;

    public DeadLetterOffice(TopicSender sender, MeterRegistry registry, Clock clock) {
        this.sender = sender;
        this.registry = registry;
        this.clock = clock;
    }

    /** Keeps {@code record} as it came, says why, and counts it. Does not wait. */
    public void accept(ConsumerRecord<String, byte[]> record, Exception error) {
        LOGGER.warn(
                "Record {}-{}@{} is unusable and went to {}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                Topics.DEAD_LETTERS,
                error.getMessage());
        registry.counter("genstream.gateway.dead.letters", "topic", record.topic())
                .increment();
        ProducerRecord<String, DeadLetter> letter = DeadLetters.of(record, SERVICE, error, clock.instant());
        var unused = sender.send(Topics.DEAD_LETTERS, letter.key(), letter.value())
                .exceptionally(refused -> {
                    LOGGER.error(
                            "The dead letter of {}-{}@{} was lost: {}",
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            refused.getMessage());
                    return null;
                });
    }
}
