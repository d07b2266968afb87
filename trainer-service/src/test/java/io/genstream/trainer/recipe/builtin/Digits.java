package io.genstream.trainer.recipe.builtin;

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
        return new TrainingData(
                all.datasetId(),
                all.revision(),
                all.height(),
                all.width(),
                all.channels(),
                all.labelKind(),
                all.attributeNames(),
                all.licence(),
                Arrays.copyOf(all.images(), count),
                Arrays.copyOf(all.labels(), count));
    }

    static IdxDigits split(String name) {
        try {
            return IdxDigits.read(FOLDER, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
