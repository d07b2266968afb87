package io.genstream.benchmarks;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.yaml.RecipeReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Sessions of one native thread; of colour noise where only their speed matters. Stateless. */
final class NoiseTraining {
    private static final int PICTURES = 2_000;

    private NoiseTraining() {}

    /** A DCGAN of noise. */
    static TrainingSession start(int side, int width, int batch, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "side", Integer.toString(side), "width", Integer.toString(width), "batch", Integer.toString(batch)));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return start("dcgan", pictures(side), all);
    }

    /** Any system that recipe files name. */
    static TrainingSession start(String system, TrainingData data, Map<String, String> settings) {
        String file = "name: benchmark\nsummary: measures training\nsystem: " + system + "\nsettings: {threads: 1}\n";
        Recipe recipe = new RecipeReader(RecipeCatalogue.systems()).read("benchmark.yaml", file);
        return recipe.start(data, recipe.settings().parse(settings), Optional.empty());
    }

    static TrainingData pictures(int side) {
        SplittableRandom random = new SplittableRandom(1);
        byte[][] images = new byte[PICTURES][side * side * 3];
        for (byte[] image : images) {
            random.nextBytes(image);
        }
        return new TrainingData(
                "noise", 1, side, side, 3, LabelKind.NONE, List.of(), "CC0-1.0", images, new float[PICTURES][0]);
    }
}
