package io.genstream.gateway.datasets.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.testing.Tar;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WebDatasetReaderTest {
    @Test
    void filesThatShareNameAreOneRecord() {
        byte[] tar = new Tar()
                .add("./a/1.png", "p1")
                .add("a/1.json", "j1")
                .add("a/2.json", "j2")
                .add("a/2.JPG", "p2")
                .add("b/2.png", "p3")
                .add("b/2.txt", "left alone")
                .add("holiday.2020.png", "p4")
                .add("README", "left alone")
                .bytes();

        assertThat(read(tar))
                .extracting(sample -> sample.key() + text(sample.picture()) + text(sample.json()))
                .containsExactly("a/1 p1 j1", "a/2 p2 j2", "b/2 p3 -", "holiday.2020 p4 -", "README - -");
    }

    @Property(tries = 300)
    void damagedTarIsReadOrRefusedButNothingElse(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int damages) {
        Random random = new Random(seed);
        byte[] tar = new Tar()
                .add("one.png", new byte[700])
                .add("one.json", "{}")
                .add("n".repeat(150) + ".png", "long name")
                .bytes();
        for (int i = 0; i < damages; i++) {
            tar[random.nextInt(5_000)] = (byte) random.nextInt(256);
        }
        try {
            assertThat(read(tar)).hasSizeLessThan(10);
        } catch (GatewayException e) {
            assertThat(e.code()).isEqualTo("BAD_TAR");
        }
    }

    private static List<Sample> read(byte[] tar) {
        WebDatasetReader reader = new WebDatasetReader(new ByteArrayInputStream(tar), 1_000);
        List<Sample> samples = new ArrayList<>();
        for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
            samples.add(sample.get());
        }
        return samples;
    }

    private static String text(Optional<byte[]> bytes) {
        return " " + bytes.map(String::new).orElse("-");
    }
}
