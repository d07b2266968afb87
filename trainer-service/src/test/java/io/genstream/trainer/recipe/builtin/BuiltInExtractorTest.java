package io.genstream.trainer.recipe.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.extractor.FeatureExtractor;
import io.genstream.trainer.tools.IdxDigits;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuiltInExtractorTest {
    @Test
    void tellsAtLeast98OfAHundredTestDigitsApart() {
        IdxDigits test = Digits.split("test");
        byte[][] padded = test.pictures().stream()
                .map(picture -> picture.padded(32, 32).raw())
                .toArray(byte[][]::new);
        try (FeatureExtractor classifier =
                Verdict.builtInClassifier(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))) {
            int[] seen = classifier.extract(padded, 32, 32, 1).predictedClass();
            int right = 0;
            for (int i = 0; i < seen.length; i++) {
                if (seen[i] == test.classes()[i]) {
                    right++;
                }
            }

            assertThat((double) right / seen.length).isGreaterThanOrEqualTo(0.98);
        }
    }
}
