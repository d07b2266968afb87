package io.genstream.trainer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.UnsuitableDataException;
import io.genstream.trainer.testing.Shapes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingPicturesTest {
    private static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    @Test
    void digitsArePaddedWithTwoBlackPixelsAndScaledToOne() {
        byte[] raw = new byte[28 * 28];
        raw[0] = (byte) 255;
        raw[28 * 28 - 1] = 51;

        float[] unit = TrainingPictures.digits(data(28, 1, LabelKind.CLASS, TEN, raw, 1))
                .picture(0);

        assertThat(unit[2 * 32 + 2]).isEqualTo(1);
        assertThat(unit[29 * 32 + 29]).isEqualTo(0.2f);
        assertThat(unit[2 * 32 + 1]).isZero();
        assertThat(unit[30 * 32 + 29]).isZero();
    }

    @Test
    void digitsRecipesRefuseWhatIsNoDigit() {
        assertDigitsRefuse(data(28, 3, LabelKind.CLASS, TEN, new byte[28 * 28 * 3], 1), "grey");
        assertDigitsRefuse(data(33, 1, LabelKind.CLASS, TEN, new byte[33 * 33], 1), "33x33");
        assertDigitsRefuse(data(28, 1, LabelKind.NONE, List.of(), new byte[28 * 28]), "image recipe");
    }

    @Test
    void refusesLabelsThatAreNoClass() {
        for (float[] row : new float[][] {{10}, {0.5f}, {1, 2}, {Float.NaN}}) {
            assertDigitsRefuse(
                    data(28, 1, LabelKind.CLASS, TEN, new byte[28 * 28], row), "one class index from 0 to 9");
        }
    }

    @Test
    void refusesAttributesThatWouldDrownThePicture() {
        TrainingData data = data(8, 1, LabelKind.ATTRIBUTES, List.of("age", "smile"), new byte[64], 37, 1);

        assertThatThrownBy(() -> TrainingPictures.any(data, false))
                .isInstanceOf(UnsuitableDataException.class)
                .hasMessageContaining("age")
                .hasMessageContaining("37")
                .hasMessageContaining("-1 to 1");
    }

    @Test
    void anyPictureComesOutChannelsFirst() {
        byte[] raw = new byte[32 * 32 * 3];
        raw[3 * (5 * 32 + 7) + 2] = (byte) 255;

        TrainingPictures pictures = TrainingPictures.any(data(32, 3, LabelKind.NONE, List.of(), raw), false);

        assertThat(pictures.picture(0)[2 * 1024 + 5 * 32 + 7]).isEqualTo(1);
        assertThat(pictures.picture(0)).containsOnlyOnce(1);
        assertThat(pictures.condition()).isEqualTo(Condition.none());
    }

    @Test
    void mirrorsHalfOfThePicturesOnlyWhereAllowed() {
        TrainingData shapes = Shapes.unlabelled(64);
        int[] all = IntStream.range(0, 64).toArray();
        StepRandom random = new StepRandom(3);
        float[] plain = TrainingPictures.any(shapes, false).pictures(all, random, 0);
        float[] mirrored = TrainingPictures.any(shapes, true).pictures(all, random, 0);

        assertThat(plain).isEqualTo(TrainingPictures.any(shapes, false).pictures(all));
        int turned = 0;
        for (int row = 0; row < 64 * 3 * 32; row += 3 * 32) {
            boolean same = true;
            for (int i = 0; i < 3 * 1024; i++) {
                int x = i % 32;
                same &= plain[row * 32 + i] == mirrored[row * 32 + i];
                assertThat(mirrored[row * 32 + i]).isIn(plain[row * 32 + i], plain[row * 32 + i - x + 31 - x]);
            }
            turned += same ? 0 : 1;
        }
        assertThat(turned).isBetween(16, 48);
    }

    @Test
    void shiftMovesPixelsAndLetsBlackIn() {
        float[] picture = new float[TrainingPictures.AREA];
        picture[5 * 32 + 7] = 1;
        picture[31 * 32 + 31] = 0.5f;

        float[] moved = new float[TrainingPictures.AREA];
        Shift.into(moved, 0, picture, 2, -1);

        assertThat(moved[7 * 32 + 6]).isEqualTo(1);
        assertThat(moved).containsOnlyOnce(1).doesNotContain(0.5f);
    }

    private static void assertDigitsRefuse(TrainingData data, String cause) {
        assertThatThrownBy(() -> TrainingPictures.digits(data))
                .isInstanceOf(UnsuitableDataException.class)
                .hasMessageContaining(cause);
    }

    private static TrainingData data(
            int side, int channels, LabelKind kind, List<String> names, byte[] raw, float... label) {
        return new TrainingData(
                "odd", 1, side, side, channels, kind, names, "MIT", new byte[][] {raw}, new float[][] {label});
    }
}
