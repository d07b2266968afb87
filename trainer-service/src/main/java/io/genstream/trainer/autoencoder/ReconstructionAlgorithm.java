package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.Torch;
import java.util.List;
import java.util.Optional;

/**
 * A convolutional autoencoder, or a variational one (Kingma and Welling 2014, "Auto-encoding variational Bayes") whose
 * divergence has a weight: low ones reconstruct better, high ones make noise decode to pictures.
 */
final class ReconstructionAlgorithm extends AutoencoderAlgorithm {
    ReconstructionAlgorithm(
            AutoencoderDescription description, PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        super(description, Optional.empty(), List.of(), pictures, settings, source);
    }

    @Override
    public void step(Step step) {
        NDArray real = autoencoder().batch(step);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            reconstruct(gradients, real, step);
        }
    }
}
