package io.genstream.eval.topology.kafka;

import io.genstream.eval.meters.EvalMeters;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the dead letters that Streams' exception handlers hand back to it. Streams builds the handlers itself, so they find this
 * object under {@link #CONFIG}. Thread-safe.
 */
public final class DeadLetterRecords {
    /** Key of this object among the Streams settings. */
    static final String CONFIG = "genstream.eval.dead-letters";

    private static final String SERVICE = "eval-service";
    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterRecords.class);

    private final EvalMeters meters;
    private final Clock clock;
    private final Map<String, ?> clientConfigs;

    public DeadLetterRecords(EvalMeters meters, Clock clock, Map<String, ?> clientConfigs) {
        this.meters = meters;
        this.clock = clock;
        this.clientConfigs = clientConfigs;
    }

    static DeadLetterRecords from(Map<String, ?> configs) {
        return (DeadLetterRecords) configs.get(CONFIG);
    }

    ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, Exception error) {
        LOGGER.warn(
                "A record of {} (partition {}, offset {}) goes to dead-letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                error.toString());
        meters.deadLettered(record.topic());
        ProducerRecord<String, DeadLetter> letter = DeadLetters.of(record, SERVICE, error, clock.instant());
        try (var serializer = Topics.DEAD_LETTERS.serializer(clientConfigs)) {
            return new ProducerRecord<>(
                    letter.topic(),
                    letter.key().getBytes(StandardCharsets.UTF_8),
                    serializer.serialize(letter.topic(), letter.value()));
        }
    }
}
