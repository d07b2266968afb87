package io.genstream.trainer.recipe.builtin;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import io.genstream.model.extractor.FeatureExtractor;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.testing.Painted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Judges a generator as users see it: does the built-in classifier see the digits that were asked for? */
final class Verdict {
    private static final Path EXTRACTOR =
            Path.of("..", "eval-service", "src", "main", "resources", "extractors", "digits-classifier.onnx");
    private static final int IMAGES = 400;

    /** Chance is 0.1: no accident gets there with 400 images. */
    private static final double ENOUGH = 0.5;

    private Verdict() {}

    static boolean accepts(ExportedModel model) {
        return agreement(model) >= ENOUGH;
    }

    static double agreement(ExportedModel model) {
        float[][] conditions = new float[IMAGES][];
        for (int i = 0; i < IMAGES; i++) {
            conditions[i] = new float[] {i % 10};
        }
        ModelCard card = model.card();
        try (FeatureExtractor classifier = builtInClassifier(card.attributeNames())) {
            int[] seen = classifier
                    .extract(Painted.of(model, conditions), card.height(), card.width(), card.channels())
                    .predictedClass();
            int right = 0;
            for (int i = 0; i < IMAGES; i++) {
                if (seen[i] == i % 10) {
                    right++;
                }
            }
            return (double) right / IMAGES;
        }
    }

    static FeatureExtractor builtInClassifier(List<String> classNames) {
        ModelCard card = ModelCard.builder(32, 32, 1)
                .labels(LabelKind.CLASS, classNames, List.of())
                .input(ModelInput.image("image", TensorType.FLOAT32, ImageLayout.NCHW, List.of(1, 32, 32), 0, 1))
                .output(ModelOutput.vector("features", TensorRole.FEATURES, 64))
                .output(ModelOutput.vector("logits", TensorRole.LOGITS, 10))
                .build();
        try {
            return FeatureExtractor.open(Files.readAllBytes(EXTRACTOR), card, RuntimeOptions.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
