package io.genstream.trainer.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.genstream.trainer.random.StepRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final int SIDE = 6;
    private static final int AREA = SIDE * SIDE;
    private static final StepRandom RANDOM = new StepRandom(8);

    @Test
    void flipsHalfOfThemAndOthersEachEpoch() {
        int count = 2_000;
        PictureSet pictures = RandomPictures.of(count, 1, SIDE, new Augmentation(RANDOM, 0.5, 0, 0, 0));
        int flipped = 0;
        int otherwiseLater = 0;
        for (int i = 0; i < count; i++) {
            int[] one = {i};
            float[] plain = pictures.signed(one);
            float[] first = pictures.signed(one, 0);
            assertThat(first).isIn(plain, mirrored(plain));
            flipped += Arrays.equals(first, plain) ? 0 : 1;
            otherwiseLater += Arrays.equals(first, pictures.signed(one, 1)) ? 0 : 1;
        }
        double threeSigma = 3 * Math.sqrt(count * 0.25);
        assertThat((double) flipped).isCloseTo(count / 2.0, within(threeSigma));
        assertThat((double) otherwiseLater).isCloseTo(count / 2.0, within(threeSigma));
    }

    @Test
    void isAFunctionOfSeedEpochAndPicture() {
        PictureSet pictures = RandomPictures.of(9, 3, SIDE, new Augmentation(RANDOM, 0.5, 0.1, 0.1, 0.1));
        PictureSet again = RandomPictures.of(9, 3, SIDE, new Augmentation(new StepRandom(8), 0.5, 0.1, 0.1, 0.1));
        PictureSet otherSeed = RandomPictures.of(9, 3, SIDE, new Augmentation(new StepRandom(9), 0.5, 0.1, 0.1, 0.1));
        int length = 3 * AREA;

        float[] company = pictures.signed(new int[] {4, 7, 2}, 3);
        assertThat(again.signed(new int[] {7}, 3)).containsExactly(Arrays.copyOfRange(company, length, 2 * length));
        assertThat(otherSeed.signed(new int[] {7}, 3)).isNotEqualTo(again.signed(new int[] {7}, 3));
        assertThat(again.signed(new int[] {7}, 4)).isNotEqualTo(again.signed(new int[] {7}, 3));
    }

    @Test
    void leavesPicturesAloneAtStrengthZero() {
        PictureSet pictures = RandomPictures.of(20, 3, SIDE, new Augmentation(RANDOM, 0, 0, 0, 0));
        int[] all = {0, 5, 19};

        assertThat(pictures.signed(all, 2)).containsExactly(pictures.signed(all));
        assertThat(RandomPictures.of(20, 3, SIDE, Augmentation.none()).signed(all, 2))
                .containsExactly(pictures.signed(all));
    }

    @Test
    void oneStrengthDoesNotChangeWhatAnotherDraws() {
        float[] flipsOnly = grey(new Augmentation(RANDOM, 0.5, 0, 0, 0));
        float[] saturatedGrey = grey(new Augmentation(RANDOM, 0.5, 0, 0, 1));

        assertThat(saturatedGrey).as("a grey picture has nothing to saturate").containsExactly(flipsOnly);
    }

    private static float[] grey(Augmentation augmentation) {
        return RandomPictures.of(30, 1, SIDE, augmentation).signed(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, 0);
    }

    /** Against the formulas in 0 to 1 with a factor recovered from one unclamped value. */
    @Test
    void brightnessMultiplies() {
        jitter(new Augmentation(RANDOM, 0, 0.4, 0, 0), (unit, factor, channel, pixel) -> factor * unit[channel][pixel]);
    }

    @Test
    void contrastMovesAwayFromTheMeanGrey() {
        jitter(new Augmentation(RANDOM, 0, 0, 0.4, 0), (unit, factor, channel, pixel) -> {
            double mean = 0;
            for (int i = 0; i < AREA; i++) {
                mean += greyOf(unit, i) / AREA;
            }
            return factor * unit[channel][pixel] + (1 - factor) * mean;
        });
    }

    @Test
    void saturationMovesAwayFromThePixelsGrey() {
        jitter(
                new Augmentation(RANDOM, 0, 0, 0, 0.4),
                (unit, factor, channel, pixel) -> factor * unit[channel][pixel] + (1 - factor) * greyOf(unit, pixel));
    }

    private interface Formula {
        double at(double[][] unit, double factor, int channel, int pixel);
    }

    private static void jitter(Augmentation augmentation, Formula formula) {
        PictureSet pictures = RandomPictures.of(12, 3, SIDE, augmentation);
        double least = 2;
        double most = 0;
        for (int picture = 0; picture < 12; picture++) {
            double[][] unit = unit(pictures.signed(new int[] {picture}));
            double[][] made = unit(pictures.signed(new int[] {picture}, 1));
            double factor = factor(unit, made, formula);
            assertThat(factor).isBetween(0.6, 1.4);
            least = Math.min(least, factor);
            most = Math.max(most, factor);
            for (int channel = 0; channel < 3; channel++) {
                for (int pixel = 0; pixel < AREA; pixel++) {
                    double wanted = Math.max(0, Math.min(1, formula.at(unit, factor, channel, pixel)));
                    assertThat(made[channel][pixel]).isCloseTo(wanted, within(1e-5));
                }
            }
        }
        assertThat(least).isLessThan(0.95);
        assertThat(most).isGreaterThan(1.05);
    }

    /** Every formula is linear in its factor: two points give the line, the value that moves most gives the factor. */
    private static double factor(double[][] unit, double[][] made, Formula formula) {
        double steepest = 0;
        double factor = 1;
        for (int channel = 0; channel < 3; channel++) {
            for (int pixel = 0; pixel < AREA; pixel++) {
                double base = formula.at(unit, 0, channel, pixel);
                double slope = formula.at(unit, 1, channel, pixel) - base;
                boolean clamped = made[channel][pixel] < 1e-6 || made[channel][pixel] > 1 - 1e-6;
                if (!clamped && Math.abs(slope) > steepest) {
                    steepest = Math.abs(slope);
                    factor = (made[channel][pixel] - base) / slope;
                }
            }
        }
        return factor;
    }

    @Test
    void refusesAStrengthThatMakesNoSense() {
        assertThatThrownBy(() -> new Augmentation(RANDOM, 0.5, -0.1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-0.1 must be from 0 to 1");
    }

    private static double greyOf(double[][] unit, int pixel) {
        return 0.299 * unit[0][pixel] + 0.587 * unit[1][pixel] + 0.114 * unit[2][pixel];
    }

    private static double[][] unit(float[] signed) {
        double[][] unit = new double[3][AREA];
        for (int i = 0; i < signed.length; i++) {
            unit[i / AREA][i % AREA] = (signed[i] + 1) / 2;
        }
        return unit;
    }

    private static float[] mirrored(float[] plain) {
        float[] mirrored = new float[plain.length];
        for (int i = 0; i < plain.length; i++) {
            mirrored[i] = plain[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
        }
        return mirrored;
    }
}
