package io.genstream.schemas;

import io.genstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes dead letters. Consumers read values as bytes and decode them one by one, so that a poison record is kept as it came. */
public final class DeadLetters {
    private static final int MAX_ERROR_CHARS = 2_000;

    private DeadLetters() {}

    /**
     * @param service who gives up
     * @param error why
     */
    public static ProducerRecord<String, DeadLetter> of(
            ConsumerRecord<?, byte[]> record, String service, Throwable error, Instant at) {
        DeadLetter letter = DeadLetter.newBuilder()
                .setSourceTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setKey(keyBytes(record.key()))
                .setValue(record.value() == null ? null : ByteBuffer.wrap(record.value()))
                .setService(service)
                .setError(describe(error))
                .setAt(at)
                .build();
        return Topics.DEAD_LETTERS.record(record.topic(), letter);
    }

    private static ByteBuffer keyBytes(Object key) {
        if (key == null) {
            return null;
        }
        return ByteBuffer.wrap(
                key instanceof byte[] bytes ? bytes : key.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String describe(Throwable error) {
        String text = error.getClass().getSimpleName() + ": " + error.getMessage();
        return text.length() <= MAX_ERROR_CHARS ? text : text.substring(0, MAX_ERROR_CHARS);
    }
}
