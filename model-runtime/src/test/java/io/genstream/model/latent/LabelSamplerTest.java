package io.genstream.model.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.card.CardException;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSamplerTest {
    /** Chi-square with 9 degrees of freedom, exceeded once in 1,000 by chance; the seed is fixed. */
    private static final double CHI_SQUARE_9 = 27.9;

    @Test
    void drawsClassesEvenlyWithoutLabelRows() {
        int n = 20000;
        int[] counts = new int[10];
        for (int i = 0; i < n; i++) {
            counts[(int) LabelSampler.draw(Cards.classes(10, List.of()), 4, i)[0]]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += Math.pow(count - n / 10.0, 2) / (n / 10.0);
        }
        assertThat(chiSquare).isLessThan(CHI_SQUARE_9);
    }

    @Test
    void followsTheFrequenciesOfTheLabelRows() {
        ModelCard card = Cards.classes(10, List.of(List.of(3f), List.of(3f), List.of(3f), List.of(8f)));
        int n = 20000;
        int threes = 0;
        for (int i = 0; i < n; i++) {
            float drawn = LabelSampler.draw(card, 4, i)[0];
            assertThat(drawn).isIn(3f, 8f);
            threes += drawn == 3f ? 1 : 0;
        }
        assertThat(threes / (double) n).isBetween(0.735, 0.765);
    }

    @Test
    void drawsNothingForAnUnconditionalModel() {
        assertThat(LabelSampler.draw(Cards.normal(2), 1, 1)).isEmpty();
    }

    @Test
    void drawsWholeAttributeRowsAndNeedsSome() {
        List<List<Float>> rows = List.of(List.of(1f, -1f), List.of(0f, 0.5f));
        float[] drawn = LabelSampler.draw(attributes(rows), 9, 0);
        assertThat(List.of(drawn[0], drawn[1])).isIn(rows);
        assertThatThrownBy(() -> LabelSampler.draw(attributes(List.of()), 9, 0))
                .isInstanceOf(CardException.class)
                .hasMessageContaining("no label rows");
    }

    private static ModelCard attributes(List<List<Float>> rows) {
        return ModelCard.builder(1, 1, 1)
                .input(ModelInput.normalLatent("latent", 2))
                .input(ModelInput.attributes("condition", 2))
                .labels(LabelKind.ATTRIBUTES, List.of("smiling", "young"), rows)
                .output(ModelOutput.rawImage("image", 1, 1, 1))
                .build();
    }
}
