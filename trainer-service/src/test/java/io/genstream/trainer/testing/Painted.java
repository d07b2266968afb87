package io.genstream.trainer.testing;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.generator.Generator;
import io.genstream.model.latent.LatentSampler;
import io.genstream.trainer.recipe.ExportedModel;
import java.util.OptionalDouble;

/** What an exported generator paints, as users get it. */
public final class Painted {
    private static final long SEED = 7;

    private Painted() {}

    /** Rows of pixels. */
    public static byte[][] of(ExportedModel model, int count) {
        return of(model, new float[count][0]);
    }

    /** @param conditions one a picture */
    public static byte[][] of(ExportedModel model, float[][] conditions) {
        float[][] latents = new float[conditions.length][];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = LatentSampler.draw(model.card(), SEED, i, 1, OptionalDouble.empty());
        }
        try (Generator generator = Generator.open(
                model.artifacts().get(ExportedModel.GENERATOR), model.card(), RuntimeOptions.defaults())) {
            return generator.generate(latents, conditions).images();
        }
    }
}
