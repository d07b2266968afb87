package io.genstream.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.card.LabelKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
    @Test
    void refusesAnImageOfAnotherSize() {
        byte[][] images = {new byte[4], new byte[3]};

        assertThatThrownBy(() -> data(images, new float[2][1]))
                .isInstanceOf(UnsuitableDataException.class)
                .hasMessageContaining("3 bytes");
    }

    @Test
    void refusesMoreImagesThanLabels() {
        assertThatThrownBy(() -> data(new byte[2][4], new float[1][1]))
                .isInstanceOf(UnsuitableDataException.class)
                .hasMessageContaining("2 images but 1 label rows");
    }

    private static TrainingData data(byte[][] images, float[][] labels) {
        return new TrainingData("tiny", 1, 2, 2, 1, LabelKind.CLASS, List.of("a", "b"), "MIT", images, labels);
    }
}
