package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.pixels.Pixels;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResizerTest {
    /** Weights of a triangle of radius 2 around the centre of each pair, worked out by hand. */
    @Test
    void halvesALineAsTheTriangleFilterSays() {
        Pixels line = new Pixels(1, 4, 1, new byte[] {0, 100, (byte) 200, 40});
        // centre 1: weights 0.75, 0.75, 0.25 over 1.75; centre 3: 0.25, 0.75, 0.75 over 1.75
        assertThat(Resizer.resize(line, 1, 2).raw()).containsExactly(71, 117);
    }

    @Property
    void keepsAConstantPicture(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll byte grey) {
        byte[] raw = new byte[height * width];
        Arrays.fill(raw, grey);
        assertThat(Resizer.resize(new Pixels(height, width, 1, raw), size, size).raw())
                .containsOnly(grey);
    }

    @Property
    void mirrorsWithItsPicture(@ForAll @IntRange(min = 2, max = 30) int width, @ForAll long seed) {
        byte[] raw = new byte[width];
        new java.util.Random(seed).nextBytes(raw);
        byte[] forth = Resizer.resize(new Pixels(1, width, 1, raw), 1, 7).raw();
        byte[] back =
                Resizer.resize(new Pixels(1, width, 1, mirrored(raw)), 1, 7).raw();
        byte[] mirrored = mirrored(back);
        for (int i = 0; i < forth.length; i++) {
            assertThat((forth[i] & 0xFF) - (mirrored[i] & 0xFF)).isBetween(-1, 1); // the order of a float sum
        }
    }

    @Test
    void treatsChannelsAndAxesAlike() {
        Pixels picture = new Pixels(2, 2, 3, new byte[] {10, 20, 30, 50, 60, 70, 10, 20, 30, 50, 60, 70});
        assertThat(Resizer.resize(picture, 1, 1).raw()).containsExactly(30, 40, 50);
    }

    private static byte[] mirrored(byte[] raw) {
        byte[] mirrored = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            mirrored[i] = raw[raw.length - 1 - i];
        }
        return mirrored;
    }
}
