package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void keepsTheRecordAsItCame() {
        byte[] poison = {9, 8, 7};
        var letter = DeadLetters.of(
                        new ConsumerRecord<>("runs", 3, 42, "key", poison),
                        "trainer",
                        new IllegalStateException("bad"),
                        AT)
                .value();

        assertThat(letter.getSourceTopic()).isEqualTo("runs");
        assertThat(letter.getPartition()).isEqualTo(3);
        assertThat(letter.getOffset()).isEqualTo(42);
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap("key".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(poison));
        assertThat(letter.getError()).isEqualTo("IllegalStateException: bad");
    }

    @Test
    void keepsANullKeyAndANullValue() {
        var letter = DeadLetters.of(
                        new ConsumerRecord<String, byte[]>("runs", 0, 0, null, null),
                        "gateway",
                        new RuntimeException(),
                        AT)
                .value();

        assertThat(letter.getKey()).isNull();
        assertThat(letter.getValue()).isNull();
    }

    @Test
    void boundsTheErrorText() {
        var letter = DeadLetters.of(
                        new ConsumerRecord<String, byte[]>("runs", 0, 0, null, null),
                        "gateway",
                        new RuntimeException("x".repeat(1_000_000)),
                        AT)
                .value();

        assertThat(letter.getError()).hasSizeLessThan(10_000);
    }

    static DeadLetter letter(String service) {
        return DeadLetter.newBuilder()
                .setSourceTopic("t")
                .setPartition(0)
                .setOffset(0)
                .setService(service)
                .setError("e")
                .setAt(AT)
                .build();
    }
}
