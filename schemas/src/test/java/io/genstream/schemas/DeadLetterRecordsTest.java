package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterRecordsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void keepsTheRecordAsItCame() {
        byte[] poison = {9, 8, 7};
        var letter = DeadLetterRecords.of(
                new ConsumerRecord<>("runs", 3, 42, "key", poison), "trainer", new IllegalStateException("bad"), AT);

        assertThat(letter.getSourceTopic()).isEqualTo("runs");
        assertThat(letter.getPartition()).isEqualTo(3);
        assertThat(letter.getOffset()).isEqualTo(42);
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap("key".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(poison));
        assertThat(letter.getError()).isEqualTo("IllegalStateException: bad");
    }

    @Test
    void keepsNoPictureOfAPersonNorTheIdOfOne() {
        byte[] picture = {9, 8, 7};
        var letter = DeadLetterRecords.of(
                new ConsumerRecord<>("dataset-records", 1, 42, "people/Anna_Berg", picture),
                "trainer",
                new IllegalStateException("bad"),
                AT);

        assertThat(letter.getOffset()).isEqualTo(42);
        assertThat(letter.getKey())
                .isEqualTo(ByteBuffer.wrap("people".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(letter.getValue()).isNull();
        assertThat(letter.getValueSha256()).isEqualTo(ArtifactFraming.sha256(picture));
        assertThat(DeadLetterRecords.fingerprint(letter))
                .as("the letter of a release that kept the bytes is known again")
                .isEqualTo(DeadLetterRecords.fingerprint(DeadLetter.newBuilder(letter)
                        .setValue(ByteBuffer.wrap(picture))
                        .setValueSha256(null)
                        .build()));
    }

    @Test
    void keepsANullKeyAndANullValue() {
        var letter = DeadLetterRecords.of(
                new ConsumerRecord<String, byte[]>("runs", 0, 0, null, null), "gateway", new RuntimeException(), AT);

        assertThat(letter.getKey()).isNull();
        assertThat(letter.getValue()).isNull();
    }

    @Test
    void boundsTheErrorText() {
        var letter = DeadLetterRecords.of(
                new ConsumerRecord<String, byte[]>("runs", 0, 0, null, null),
                "gateway",
                new RuntimeException("x".repeat(1_000_000)),
                AT);

        assertThat(letter.getError()).hasSizeLessThan(10_000);
    }

    @Test
    void cutsTheValueAndSaysSoButTellsTheRecordStill() {
        DeadLetter whole = letter(new byte[] {1, 2, 3, 4, 5});

        DeadLetter cut = DeadLetterRecords.cut(whole, 2);

        assertThat(cut.getValue()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(cut.getKey()).isNull();
        assertThat(cut.getError()).contains("bad", "the first 2 of 5 bytes, without the key of 3");
        assertThat(DeadLetterRecords.fingerprint(cut)).isEqualTo(DeadLetterRecords.fingerprint(whole));
        assertThat(DeadLetterRecords.cut(whole, 5)).isSameAs(whole);
    }

    @Test
    void tellsRecordsApartByPlaceAndBytes() {
        DeadLetter letter = letter(new byte[] {1});

        assertThat(List.of(
                        letter,
                        letter(new byte[] {2}),
                        letter(null),
                        DeadLetter.newBuilder(letter).setOffset(43).build(),
                        DeadLetter.newBuilder(letter).setPartition(4).build(),
                        DeadLetter.newBuilder(letter).setSourceTopic("run").build()))
                .extracting(DeadLetterRecords::fingerprint)
                .doesNotHaveDuplicates();
    }

    static DeadLetter letter(byte[] value) {
        return DeadLetterRecords.of(
                new ConsumerRecord<>("runs", 3, 42, "key", value), "trainer", new IllegalStateException("bad"), AT);
    }
}
