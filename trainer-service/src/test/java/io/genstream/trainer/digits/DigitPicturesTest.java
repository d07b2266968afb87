package io.genstream.trainer.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.UnsuitableDataException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitPicturesTest {
    @Test
    void padsWithTwoBlackPixelsAndScalesToOne() {
        byte[] raw = new byte[28 * 28];
        raw[0] = (byte) 255;
        raw[28 * 28 - 1] = 51;

        float[] unit = DigitPictures.toUnit(raw, 28, 28);

        assertThat(unit[2 * 32 + 2]).isEqualTo(1);
        assertThat(unit[29 * 32 + 29]).isEqualTo(0.2f);
        assertThat(unit[2 * 32 + 1]).isZero();
        assertThat(unit[30 * 32 + 29]).isZero();
    }

    @Test
    void refusesColour() {
        assertRefused(data(28, 3, new float[] {1}), "grey");
    }

    @Test
    void refusesLargePictures() {
        assertRefused(data(33, 1, new float[] {1}), "33x33");
    }

    @Test
    void refusesLabelsThatAreNoClass() {
        assertRefused(data(28, 1, new float[] {10}), "0 to 9");
        assertRefused(data(28, 1, new float[] {0.5f}), "class index");
        assertRefused(data(28, 1, new float[] {1, 2}), "class index");
        assertRefused(data(28, 1, new float[] {Float.NaN}), "class index");
    }

    @Test
    void shiftMovesPixelsAndLetsBlackIn() {
        float[] picture = new float[DigitPictures.AREA];
        picture[5 * 32 + 7] = 1;
        picture[31 * 32 + 31] = 0.5f;

        float[] moved = new float[DigitPictures.AREA];
        Shift.into(moved, 0, picture, 2, -1);

        assertThat(moved[7 * 32 + 6]).isEqualTo(1);
        assertThat(moved).containsOnlyOnce(1).doesNotContain(0.5f);
    }

    private static void assertRefused(TrainingData data, String cause) {
        assertThatThrownBy(() -> DigitPictures.of(data))
                .isInstanceOf(UnsuitableDataException.class)
                .hasMessageContaining(cause);
    }

    private static TrainingData data(int side, int channels, float[] label) {
        return new TrainingData(
                "odd",
                1,
                side,
                side,
                channels,
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                "MIT",
                new byte[][] {new byte[side * side * channels]},
                new float[][] {label});
    }
}
