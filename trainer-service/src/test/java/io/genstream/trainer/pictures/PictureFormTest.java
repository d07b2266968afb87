package io.genstream.trainer.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.card.LabelKind;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.recipe.TrainingData;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureFormTest {
    @Test
    void channelsComeFirst() {
        Pixels two = new Pixels(1, 1, 3, new byte[] {1, 2, 3});

        assertThat(PictureForm.of(2).planes(two)).containsExactly(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    }

    @Test
    void theCropIsCutOutOfTheMiddle() {
        Pixels rows = new Pixels(4, 4, 1, new byte[] {0, 0, 0, 0, 0, 8, 8, 0, 0, 8, 8, 0, 0, 0, 0, 0});

        assertThat(new PictureForm(1, 2).planes(rows)).containsExactly(8);
        assertThat(new PictureForm(1, 0).planes(rows)).containsExactly(2);
        assertThat(new PictureForm(1, 9).planes(rows))
                .as("no more than there is")
                .containsExactly(2);
    }

    @Test
    void blackIsMinusOneAndWhiteIsOne() {
        byte[][] images = {{0, 0, 0, 0}, {-1, -1, -1, -1}};
        TrainingData data = new TrainingData(
                "bw", 7, 2, 2, 1, LabelKind.CLASS, List.of("a", "b"), "CC0", images, new float[][] {{0}, {1}});
        PictureSet pictures = data.pictures(PictureForm.of(1), Augmentation.none());

        assertThat(pictures.signed(new int[] {1, 0, 1})).containsExactly(1, -1, 1);
        assertThat(pictures.size()).isEqualTo(2);
        assertThat(pictures.labels(1)).containsExactly(1);
        assertThat(pictures.facts())
                .isEqualTo(new PictureFacts("bw", 7, "CC0", LabelKind.CLASS, List.of("a", "b"), 2, 2, 1));
    }
}
