package io.genstream.trainer.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.pixels.Pixels;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FitTest {
    @Test
    void shrinkingAveragesByArea() {
        Pixels four = grey(4, 4, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150);

        assertThat(Fit.square(four, 2)).isEqualTo(grey(2, 2, 25, 45, 105, 125));
        // two thirds of a pixel each: (0 + 10 / 2) / 1.5 and (10 / 2 + 20) / 1.5
        assertThat(Fit.square(grey(3, 3, 0, 10, 20, 0, 10, 20, 0, 10, 20), 2)).isEqualTo(grey(2, 2, 3, 17, 3, 17));
    }

    @Test
    void growingInterpolatesBetweenPixelCentres() {
        assertThat(Fit.square(grey(2, 2, 0, 100, 0, 100), 4))
                .isEqualTo(grey(4, 4, 0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100));
    }

    @Test
    void anOblongLosesItsEnds() {
        assertThat(Fit.square(grey(2, 4, 1, 2, 3, 4, 5, 6, 7, 8), 2)).isEqualTo(grey(2, 2, 2, 3, 6, 7));
        assertThat(Fit.square(grey(4, 2, 1, 2, 3, 4, 5, 6, 7, 8), 2)).isEqualTo(grey(2, 2, 3, 4, 5, 6));
    }

    @Test
    void channelsStayApart() {
        byte[] raw = new byte[4 * 4 * 3];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (10 * (i % 3));
        }
        Pixels small = Fit.square(new Pixels(4, 4, 3, raw), 2);

        assertThat(small.value(1, 1, 0)).isZero();
        assertThat(small.value(1, 1, 1)).isEqualTo(10);
        assertThat(small.value(0, 1, 2)).isEqualTo(20);
    }

    @Property(tries = 100)
    void aFlatPictureStaysFlatAtAnySize(
            @ForAll @IntRange(min = 1, max = 90) int height,
            @ForAll @IntRange(min = 1, max = 90) int width,
            @ForAll @IntRange(max = 255) int level) {
        byte[] raw = new byte[height * width];
        Arrays.fill(raw, (byte) level);

        assertThat(Fit.square(new Pixels(height, width, 1, raw), 32).raw()).containsOnly((byte) level);
    }

    private static Pixels grey(int height, int width, int... levels) {
        byte[] raw = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            raw[i] = (byte) levels[i];
        }
        return new Pixels(height, width, 1, raw);
    }
}
