package io.genstream.benchmarks.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class CheckerboardTest {
    @Test
    void patternsOfPeriodTwoAreAllOfTheirEnergy() {
        assertThat(energy(16, 16, (x, y) -> (x + y) % 2 * 255)).isCloseTo(1, within(1e-12));
        assertThat(energy(16, 12, (x, y) -> x % 2 * 200)).isCloseTo(1, within(1e-12));
        assertThat(energy(12, 16, (x, y) -> y % 2 * 200)).isCloseTo(1, within(1e-12));
    }

    @Test
    void slowPatternsHaveNone() {
        assertThat(energy(16, 16, (x, y) -> 77)).isZero();
        assertThat(energy(16, 16, (x, y) -> x / 4 % 2 * 255)).isCloseTo(0, within(1e-12));
    }

    /** All H W - 1 frequencies but the mean share white noise evenly; H + W - 1 of them are counted. */
    @Test
    void whiteNoiseHasItsShareOfFrequencies() {
        Random random = new Random(5);
        double sum = 0;
        for (int i = 0; i < 400; i++) {
            sum += energy(16, 16, (x, y) -> random.nextInt(256));
        }
        assertThat(sum / 400).isCloseTo(31.0 / 255, within(0.004));
    }

    private static double energy(int width, int height, IntBinaryOperator grey) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, grey.applyAsInt(x, y) * 0x010101);
            }
        }
        return Checkerboard.energy(picture);
    }
}
