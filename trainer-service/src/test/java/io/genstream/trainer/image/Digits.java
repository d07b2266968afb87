package io.genstream.trainer.image;

import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.tools.IdxDigits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The bundled digits, as tests reach them. */
final class Digits {
    private static final Path FOLDER = Path.of("..", "data", "digits");

    private Digits() {}

    static TrainingData train() {
        return split("train").toTrainingData("digits", "MIT");
    }

    /** The first ones only. */
    static TrainingData train(int count) {
        TrainingData all = train();
        return withLabels(all, Arrays.copyOf(all.images(), count), Arrays.copyOf(all.labels(), count));
    }

    static TrainingData withLabels(TrainingData data, byte[][] images, float[][] labels) {
        return new TrainingData(
                data.datasetId(),
                data.revision(),
                data.height(),
                data.width(),
                data.channels(),
                data.labelKind(),
                data.attributeNames(),
                data.licence(),
                images,
                labels);
    }

    static IdxDigits split(String name) {
        try {
            return IdxDigits.read(FOLDER, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
