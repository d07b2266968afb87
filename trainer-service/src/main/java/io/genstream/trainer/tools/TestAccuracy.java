package io.genstream.trainer.tools;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.extractor.FeatureExtractor;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.recipe.ExportedModel;

/** Share of a split that an exported classifier gets right, through the very runtime that serves it. */
final class TestAccuracy {
    private TestAccuracy() {}

    static double of(ExportedModel model, IdxDigits split) {
        int side = model.card().height();
        byte[][] padded = split.pictures().stream()
                .map(picture -> picture.padded(side, side))
                .map(Pixels::raw)
                .toArray(byte[][]::new);
        try (FeatureExtractor extractor = FeatureExtractor.open(
                model.artifacts().get(ExportedModel.CLASSIFIER), model.card(), RuntimeOptions.defaults())) {
            int[] predicted = extractor.extract(padded, side, side, 1).predictedClass();
            int right = 0;
            for (int i = 0; i < predicted.length; i++) {
                if (predicted[i] == split.classes()[i]) {
                    right++;
                }
            }
            return (double) right / predicted.length;
        }
    }
}
