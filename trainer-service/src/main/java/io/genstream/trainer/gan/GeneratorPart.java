package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.generator.GeneratorOutput;
import io.genstream.trainer.generator.GeneratorOutput.MadePictures;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.generator.UnconditionalModel;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;

/** An unconditional generator in training: what goes in, and what the world gets of it. */
final class GeneratorPart {
    private static final int PREVIEW_COLUMNS = 10;

    private final TrainableNetwork network;
    private final Latent latent;
    private final PictureSet pictures;
    private final StepRandom random;
    private final GeneratorOutput output;

    GeneratorPart(
            TrainableNetwork network, Latent latent, PictureSet pictures, StepRandom random, NetworkSource source) {
        this.network = network;
        this.latent = latent;
        this.pictures = pictures;
        this.random = random;
        MadePictures made = new MadePictures(pictures.channels(), pictures.side(), PixelRange.SIGNED);
        this.output = new GeneratorOutput(
                network, network.network(), made, latent, new float[PREVIEW_COLUMNS][0], random, source);
    }

    /** As many pictures as the step has real ones, in the training form. */
    NDArray make(Step step) {
        NDManager manager = step.manager();
        NDArray latents =
                latent.draw(random, StepRandom.Purpose.LATENT, step.number(), step.pictures().length, manager);
        if (!network.network().random()) {
            return network.forward(latents);
        }
        long seed = random.nativeSeed(StepRandom.Purpose.DROPOUT, step.number());
        return network.forward(latents, manager.create(new long[] {seed}));
    }

    TrainableNetwork network() {
        return network;
    }

    ExportedModel export() {
        return UnconditionalModel.of(pictures, latent, output.export());
    }

    PreviewSheet preview() {
        return output.preview();
    }
}
