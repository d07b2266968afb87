package io.genstream.trainer.gan;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.generator.Generator;
import io.genstream.model.latent.LatentSampler;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.testing.Shapes;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What an unconditional generator of {@link Shapes} paints, as users get it.
 *
 * @param ofColour pictures that show one lit channel on a dark ground, by channel
 */
record PaintedShapes(int[] ofColour) {
    private static final int IMAGES = 200;
    private static final long SEED = 7;

    /** The lit channel's mean over 64 to 196 of 576 pixels of 230 on 25; the dark ones stay at 25. */
    private static final double LIT = 15;

    private static final double DARK = 60;

    static PaintedShapes of(ExportedModel model) {
        float[][] latents = new float[IMAGES][];
        for (int i = 0; i < IMAGES; i++) {
            latents[i] = LatentSampler.draw(model.card(), SEED, i, 1, OptionalDouble.empty());
        }
        int[] ofColour = new int[3];
        try (Generator generator = Generator.open(
                model.artifacts().get(ExportedModel.GENERATOR), model.card(), RuntimeOptions.defaults())) {
            for (byte[] picture :
                    generator.generate(latents, new float[IMAGES][0]).images()) {
                double[] mean = means(picture);
                for (int c = 0; c < 3; c++) {
                    double others = Math.max(mean[(c + 1) % 3], mean[(c + 2) % 3]);
                    ofColour[c] += others < DARK && mean[c] > others + LIT ? 1 : 0;
                }
            }
        }
        return new PaintedShapes(ofColour);
    }

    /** Two pictures of five show one shape, and not always the same colour. */
    boolean accepted() {
        int shown = Arrays.stream(ofColour).sum();
        long colours =
                Arrays.stream(ofColour).filter(count -> count >= IMAGES / 20).count();
        return shown >= 0.4 * IMAGES && colours >= 2;
    }

    private static double[] means(byte[] picture) {
        double[] mean = new double[3];
        for (int i = 0; i < picture.length; i++) {
            mean[i % 3] += (picture[i] & 0xFF) / (picture.length / 3.0);
        }
        return mean;
    }
}
