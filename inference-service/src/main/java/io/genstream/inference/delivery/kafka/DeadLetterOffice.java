package io.genstream.inference.delivery.kafka;

import io.genstream.inference.metrics.InferenceMetrics;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DeadLetter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps records that cannot be processed, as they came. Thread-safe. */
public final class DeadLetterOffice {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterOffice.class);
    private static final String SERVICE = "inference-service";

    private final RecordSender sender;
    private final InferenceMetrics metrics;
    private final Clock clock;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    public DeadLetterOffice(RecordSender sender, InferenceMetrics metrics, Clock clock) {
        this.sender = sender;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Completes once the letter is kept; where it is too large for its topic, without the value. */
    public CompletableFuture<Void> keep(ConsumerRecord<?, byte[]> record, Throwable error) {
        LOGGER.warn(
                "Dead letter: {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), error.getMessage());
        metrics.deadLetter(record.topic());
        ProducerRecord<String, DeadLetter> letter = DeadLetters.of(record, SERVICE, error, clock.instant());
        return sender.send(Topics.DEAD_LETTERS, letter)
                .exceptionallyCompose(e -> sender.send(Topics.DEAD_LETTERS, withoutValue(letter)))
                .<Void>thenApply(metadata -> null)
                .whenComplete((nothing, e) -> {
                    if (e != null) {
                        LOGGER.error(
                                "A dead letter cannot be kept; its record stays uncommitted. Mend topic {}",
                                Topics.DEAD_LETTERS,
                                e);
                        failure.compareAndSet(null, e);
                    }
                });
    }

    private static ProducerRecord<String, DeadLetter> withoutValue(ProducerRecord<String, DeadLetter> letter) {
        DeadLetter bare = DeadLetter.newBuilder(letter.value()).setValue(null).build();
        return Topics.DEAD_LETTERS.record(letter.key(), bare);
    }

    /** A record that could be neither processed nor kept: the service must not go on as if all were well. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }
}
