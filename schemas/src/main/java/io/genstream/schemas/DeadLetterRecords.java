package io.genstream.schemas;

import io.genstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes letters, shortens them, and tells them apart. Stateless. */
final class DeadLetterRecords {
    private static final int MAX_ERROR_CHARS = 2_000;
    private static final int HEX_OF_A_LONG = 16;
    /** Letters stay for 30 days; no copy of these records may. */
    private static final Set<String> WITH_PICTURES_OF_PEOPLE =
            Set.of(Topics.DATASET_RECORDS.name(), Topics.AUGMENTATION_REQUESTS.name());

    private DeadLetterRecords() {}

    /** A letter with all that came; of a picture, which its person may have deleted, with where it lies and its hash alone. */
    static DeadLetter of(ConsumerRecord<?, byte[]> record, String service, Throwable error, Instant at) {
        DeadLetter whole = whole(record, service, error, at);
        if (!WITH_PICTURES_OF_PEOPLE.contains(record.topic())) {
            return whole;
        }
        ByteBuffer value = whole.getValue();
        return DeadLetter.newBuilder(whole)
                .setKey(Topics.DATASET_RECORDS.name().equals(record.topic()) ? datasetOf(record.key()) : whole.getKey())
                .setValue(null)
                .setValueSha256(value == null ? null : sha256(value))
                .build();
    }

    /** The part of a record's key that names nobody. */
    private static ByteBuffer datasetOf(Object key) {
        String text = key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(key);
        int slash = text.indexOf('/');
        return slash < 0 ? null : keyBytes(text.substring(0, slash));
    }

    private static DeadLetter whole(ConsumerRecord<?, byte[]> record, String service, Throwable error, Instant at) {
        return DeadLetter.newBuilder()
                .setSourceTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setKey(keyBytes(record.key()))
                .setValue(record.value() == null ? null : ByteBuffer.wrap(record.value()))
                .setService(service)
                .setError(describe(error))
                .setAt(at)
                .build();
    }

    static int size(DeadLetter letter) {
        return letter.getValue() == null ? 0 : letter.getValue().remaining();
    }

    /** The same with at most {@code bytes} of its value, and a note of that; without its key where even that is no room. */
    static DeadLetter cut(DeadLetter letter, int bytes) {
        ByteBuffer value = letter.getValue();
        ByteBuffer key = letter.getKey();
        boolean keepsKey = key == null || key.remaining() <= bytes;
        if (size(letter) <= bytes && keepsKey) {
            return letter;
        }
        int kept = Math.min(bytes, size(letter));
        return DeadLetter.newBuilder(letter)
                .setKey(keepsKey ? key : null)
                .setValue(
                        value == null
                                ? null
                                : value.duplicate()
                                        .limit(value.position() + kept)
                                        .slice())
                .setValueSha256(sha256(value))
                .setError(letter.getError() + " (too large to be kept whole: the first " + kept + " of "
                        + size(letter) + " bytes" + (keepsKey ? "" : ", without the key of " + key.remaining())
                        + ")")
                .build();
    }

    /**
     * Tells whether two letters of one service are of one record. The bytes count, too: in a topic that was deleted and made
     * again the same offset holds another record.
     */
    static long fingerprint(DeadLetter letter) {
        String value = letter.getValueSha256() != null ? letter.getValueSha256() : sha256(letter.getValue());
        String identity =
                letter.getSourceTopic() + "/" + letter.getPartition() + "/" + letter.getOffset() + "/" + value;
        String digest = ArtifactFraming.sha256(identity.getBytes(StandardCharsets.UTF_8));
        return Long.parseUnsignedLong(digest.substring(0, HEX_OF_A_LONG), 16);
    }

    private static String sha256(ByteBuffer value) {
        if (value == null) {
            return "";
        }
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return ArtifactFraming.sha256(bytes);
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
