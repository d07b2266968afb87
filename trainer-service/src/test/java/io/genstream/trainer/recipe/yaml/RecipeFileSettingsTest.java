package io.genstream.trainer.recipe.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.UnsuitableDataException;
import io.genstream.trainer.testing.Shapes;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeFileSettingsTest {
    private static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    private static final int[] FIRST = {0};

    @Test
    void digitsArePaddedWithTwoBlackPixelsAndScaledToOne() {
        byte[] raw = new byte[28 * 28];
        raw[0] = (byte) 255;
        raw[28 * 28 - 1] = 51;

        float[] unit = PixelRange.UNIT.of(pictures("digits-cgan", data(28, 1, LabelKind.CLASS, TEN, raw, 1))
                .signed(FIRST));

        assertThat(unit[2 * 32 + 2]).isEqualTo(1);
        assertThat(unit[29 * 32 + 29]).isEqualTo(0.2f);
        assertThat(unit[2 * 32 + 1]).isZero();
        assertThat(unit[30 * 32 + 29]).isZero();
    }

    @Test
    void everyLevelOfAByteIsMetExactly() {
        byte[] raw = new byte[16 * 16];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) i;
        }

        float[] unit = PixelRange.UNIT.of(pictures("digits-cgan", data(16, 1, LabelKind.CLASS, TEN, raw, 1))
                .signed(FIRST));

        for (int i = 0; i < raw.length; i++) {
            assertThat(unit[(8 + i / 16) * 32 + 8 + i % 16]).isEqualTo(i / 255f);
        }
    }

    @Test
    void digitsRecipesRefuseWhatIsNoDigit() {
        assertDigitsRefuse(data(28, 3, LabelKind.CLASS, TEN, new byte[28 * 28 * 3], 1), "grey");
        assertDigitsRefuse(data(33, 1, LabelKind.CLASS, TEN, new byte[33 * 33], 1), "33x33");
        assertDigitsRefuse(data(28, 1, LabelKind.NONE, List.of(), new byte[28 * 28]), "image recipe");
        assertDigitsRefuse(data(28, 1, LabelKind.CLASS, List.of(), new byte[28 * 28], 1), "attributeNames");
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

        assertThatThrownBy(() -> pictures("image-cgan", data))
                .isInstanceOf(UnsuitableDataException.class)
                .hasMessageContaining("age")
                .hasMessageContaining("37")
                .hasMessageContaining("-1 to 1");
        assertThat(pictures("image-cgan", data, "condition", "none").condition())
                .isEqualTo(Condition.none());
    }

    @Test
    void anyPictureComesOutChannelsFirst() {
        byte[] raw = new byte[32 * 32 * 3];
        raw[3 * (5 * 32 + 7) + 2] = (byte) 255;

        PictureSet pictures = pictures("image-cgan", data(32, 3, LabelKind.NONE, List.of(), raw));

        assertThat(pictures.signed(FIRST)[2 * 1024 + 5 * 32 + 7]).isEqualTo(1);
        assertThat(pictures.signed(FIRST)).containsOnlyOnce(1);
        assertThat(pictures.condition()).isEqualTo(Condition.none());
    }

    /** Whatever labels the data set has, each system is told what it can be told, and what the recipe wants. */
    @ParameterizedTest
    @CsvSource({
        "image-cgan, '', ATTRIBUTES, 3",
        "image-cvae, '', ATTRIBUTES, 3",
        "image-cvae, none, NONE, 0",
        "celeba-cgan, '', ATTRIBUTES, 3",
        "celeba-dcgan, '', NONE, 0",
        "celeba-vae, '', NONE, 0",
    })
    void theConditionIsThatOfDataAndRecipe(String recipe, String wanted, Condition.Kind kind, int size) {
        PictureSet pictures = wanted.isEmpty()
                ? pictures(recipe, Shapes.ofAttributes(4))
                : pictures(recipe, Shapes.ofAttributes(4), "condition", wanted);

        assertThat(pictures.condition()).isEqualTo(new Condition(kind, size));
        assertThat(pictures.labels(new int[] {1, 2})).hasDimensions(2, size);
    }

    @Test
    void mirrorsHalfOfThePicturesOnlyWhereAllowed() {
        TrainingData shapes = Shapes.unlabelled(64);
        int[] all = IntStream.range(0, 64).toArray();
        float[] plain = pictures("image-cgan", shapes, "flip", "off").signed(all, 0);
        float[] mirrored = pictures("image-cgan", shapes, "flip", "auto").signed(all, 0);

        assertThat(plain)
                .isEqualTo(pictures("image-cgan", shapes, "flip", "off").signed(all))
                .isEqualTo(pictures("image-cgan", Shapes.ofClasses(64), "flip", "auto")
                        .signed(all, 0));
        assertThat(pictures("image-cgan", shapes, "flip", "on").signed(all, 0)).isEqualTo(mirrored);
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

    private static PictureSet pictures(String name, TrainingData data, String... set) {
        Recipe recipe = RecipeCatalogue.all().find(name).orElseThrow();
        Map<String, String> overrides = set.length == 0 ? Map.of() : Map.of(set[0], set[1]);
        return RecipeFileSettings.pictures(data, recipe.settings().parse(overrides));
    }

    private static void assertDigitsRefuse(TrainingData data, String cause) {
        assertThatThrownBy(() -> pictures("digits-cgan", data))
                .isInstanceOf(UnsuitableDataException.class)
                .hasMessageContaining(cause);
    }

    private static TrainingData data(
            int side, int channels, LabelKind kind, List<String> names, byte[] raw, float... label) {
        return new TrainingData(
                "odd", 1, side, side, channels, kind, names, "MIT", new byte[][] {raw}, new float[][] {label});
    }
}
