package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.random.RandomGenerator;

/**
 * Changes that a discriminator sees on real and made pictures alike, and that gradients pass through: from few pictures it
 * would otherwise learn the real ones by heart. Brightness and translation of Zhao et al. 2020, "Differentiable
 * augmentation for data-efficient GAN training", section 3.
 */
public final class DiscriminatorAugmentation {
    public static final String NAME = "discriminator_augmentation";
    private static final int MAP = 6;

    /** The largest shift each way is this part of the side; whole pixels, since others would blur. */
    private static final int SHIFTS_A_SIDE = 8;

    private static final double MAX_BRIGHTNESS = 0.5;

    private DiscriminatorAugmentation() {}

    /** Arguments: pictures in -1 to 1 [N, C, H, W], maps [N, 2, 3], brightness [N, 1, 1, 1]. */
    public static ScriptMethod method() {
        ScriptBuilder script = new ScriptBuilder(NAME);
        String pictures = script.parameter("pictures");
        String maps = script.parameter("maps");
        String brightness = script.parameter("brightness");
        String brightened = script.assign("torch.add({}, {})", pictures, brightness);
        String grid = script.assign("torch.affine_grid_generator({}, torch.size({}), False)", maps, pictures);
        return script.returns(script.assign("torch.grid_sampler({}, {}, 0, 0, False)", brightened, grid));
    }

    /** Identity maps with a random translation, one after the other. */
    public static float[] maps(RandomGenerator random, int count, int side) {
        // a picture is 2 wide in a map's units
        float pixel = 2f / side;
        int most = side / SHIFTS_A_SIDE;
        float[] maps = new float[count * MAP];
        for (int i = 0; i < count; i++) {
            maps[i * MAP] = 1;
            maps[i * MAP + 2] = pixel * random.nextInt(-most, most + 1);
            maps[i * MAP + 4] = 1;
            maps[i * MAP + 5] = pixel * random.nextInt(-most, most + 1);
        }
        return maps;
    }

    public static float[] brightness(RandomGenerator random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-MAX_BRIGHTNESS, MAX_BRIGHTNESS);
        }
        return values;
    }
}
