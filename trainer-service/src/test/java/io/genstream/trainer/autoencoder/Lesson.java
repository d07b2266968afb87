package io.genstream.trainer.autoencoder;

import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.yaml.RecipeReader;
import io.genstream.trainer.recipe.yaml.YamlRecipe;
import io.genstream.trainer.session.TamperedSource;
import io.genstream.trainer.testing.Shapes;
import java.util.Map;
import java.util.Optional;

/**
 * A short training of one system of this package on shapes, and whether it learnt anything.
 *
 * @param unexplained share of the pictures' variance that reconstructions miss
 * @param discrimination loss of the discriminator against that of a coin; 0 where there is none
 */
record Lesson(double unexplained, double discrimination, ExportedModel model) {
    static final TrainingData SHAPES = Shapes.unlabelled(32);
    private static final int STEPS = 150;
    private static final int JUDGED = 10;

    static YamlRecipe recipe(String system) {
        String discriminator =
                system.startsWith("vaegan") ? ", discriminatorLearningRate: 0.001, adversarialWeight: 0.001" : "";
        return new RecipeReader(AutoencoderSystems.all())
                .read(
                        "lesson.yaml",
                        """
                        name: lesson
                        summary: A lesson
                        system: %s
                        settings: {side: 32, width: 8, latent: 16, batch: 8, learningRate: 0.02, beta1: 0.5, averageDecay: 0.9%s}
                        """
                                .formatted(system, discriminator));
    }

    static TrainingSession session(String system, Map<String, String> settings, NetworkUpdate update) {
        YamlRecipe recipe = recipe(system);
        return TamperedSource.recipe(recipe, update)
                .start(SHAPES, recipe.settings().parse(settings), Optional.empty());
    }

    static Lesson of(String system, Map<String, String> settings, NetworkUpdate update) {
        try (TrainingSession session = session(system, settings, update)) {
            session.trainSteps(STEPS - JUDGED);
            session.drainLosses();
            session.trainSteps(JUDGED);
            Map<String, Double> losses = session.drainLosses();
            return new Lesson(
                    losses.get("reconstruction") * ("unit".equals(settings.get("range")) ? 4 : 1) / variance(),
                    losses.getOrDefault("discriminator", 0.0) / Math.log(2) / (system.equals("vaegan") ? 3 : 2),
                    session.export());
        }
    }

    /** The mean picture, which knows nothing of the one at hand, leaves 1 unexplained; a coin discriminates at 1. */
    boolean learnt() {
        return unexplained < 0.7 && discrimination < 0.9;
    }

    /** Of pictures in -1 to 1 around their mean. */
    private static double variance() {
        int values = SHAPES.images()[0].length;
        double sum = 0;
        for (int i = 0; i < values; i++) {
            double first = 0;
            double second = 0;
            for (byte[] image : SHAPES.images()) {
                double value = (image[i] & 0xFF) / 127.5 - 1;
                first += value / SHAPES.size();
                second += value * value / SHAPES.size();
            }
            sum += second - first * first;
        }
        return sum / values;
    }
}
