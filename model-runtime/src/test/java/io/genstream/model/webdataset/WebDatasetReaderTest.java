package io.genstream.model.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.webdataset.WebDatasetReader.Keys;
import io.genstream.model.webdataset.WebDatasetRecord.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WebDatasetReaderTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final WebDatasetWriter tar = new WebDatasetWriter(bytes);

    @Test
    void filesThatShareNameAreOneRecord() throws IOException {
        add("./a/1.png", "p1");
        add("a/1.json", "j1");
        add("a/2.json", "j2");
        add("a/2.JPG", "p2");
        add("b/2.png", "p3");
        add("b/2.txt", "left alone");
        add("holiday.2020.png", "p4");
        add("README", "left alone");

        assertThat(read(Keys.END_AT_LAST_DOT))
                .extracting(record -> record.key() + text(record.picture()) + text(record.json()))
                .containsExactly("a/1 p1 j1", "a/2 p2 j2", "b/2 p3 -", "holiday.2020 p4 -", "README - -");
    }

    @Test
    void whatFollowsTheFirstDotIsTheTypeInPublishedShards() throws IOException {
        add("a.b/1.seg.png", "mask");
        add("a.b/1.ppm", "p1");
        add("a.b/1.cls", "7");

        assertThat(read(Keys.END_AT_FIRST_DOT))
                .extracting(record -> record.key() + text(record.picture()) + text(record.classIndex()))
                .containsExactly("a.b/1 p1 7");
    }

    @Test
    void aFileThatIsTooLongOrOneTooManyIsNamed() throws IOException {
        tar.add("large.png", new byte[1_001], Instant.EPOCH);
        tar.add("text.json", new byte[(64 << 10) + 1], Instant.EPOCH);
        add("two.png", "p1");
        add("two.jpg", "p2");

        assertThat(read(Keys.END_AT_LAST_DOT))
                .extracting(record -> record.problem().orElseThrow())
                .containsExactly(
                        new WebDatasetRecord.Problem(
                                Fault.PICTURE_TOO_LARGE, "large.png has 1001 bytes; 1000 are the most"),
                        new WebDatasetRecord.Problem(
                                Fault.TEXT_TOO_LONG, "text.json has 65537 bytes; 65536 are the most"),
                        new WebDatasetRecord.Problem(
                                Fault.SECOND_PICTURE, "there is more than one picture: two.jpg is another one"));
    }

    @Test
    void aTarThatIsCutShortIsRefused() throws IOException {
        add("a.png", "p1");
        tar.add("b.bin", new byte[10_000], Instant.EPOCH);
        tar.flush();
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), 6_000);

        assertThatThrownBy(() -> read(cut, Keys.END_AT_LAST_DOT)).isInstanceOf(IOException.class);
    }

    @Property(tries = 300)
    void damagedTarIsReadOrRefusedButNothingElse(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int damages)
            throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        try (WebDatasetWriter fresh = new WebDatasetWriter(sound)) {
            fresh.add("one.png", new byte[700], Instant.EPOCH);
            fresh.add("one.json", new byte[] {'{', '}'}, Instant.EPOCH);
            fresh.add("n".repeat(150) + ".png", new byte[9], Instant.EPOCH);
        }
        byte[] damaged = sound.toByteArray();
        for (int i = 0; i < damages; i++) {
            damaged[random.nextInt(5_000)] = (byte) random.nextInt(256);
        }
        try {
            assertThat(read(damaged, Keys.END_AT_LAST_DOT)).hasSizeLessThan(10);
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private void add(String name, String content) throws IOException {
        tar.add(name, content.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private List<WebDatasetRecord<byte[]>> read(Keys keys) throws IOException {
        tar.close();
        return read(bytes.toByteArray(), keys);
    }

    private static List<WebDatasetRecord<byte[]>> read(byte[] tar, Keys keys) throws IOException {
        WebDatasetReader<byte[]> reader = new WebDatasetReader<>(
                new ByteArrayInputStream(tar), keys, 1_000, (size, content) -> content.readAllBytes());
        List<WebDatasetRecord<byte[]>> records = new ArrayList<>();
        for (Optional<WebDatasetRecord<byte[]>> record = reader.next(); record.isPresent(); record = reader.next()) {
            records.add(record.get());
        }
        return records;
    }

    private static String text(Optional<byte[]> bytes) {
        return " " + bytes.map(String::new).orElse("-");
    }
}
