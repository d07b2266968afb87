package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.loss.ReconstructionLoss;
import io.genstream.trainer.loss.StructuralSimilarity;
import io.genstream.trainer.loss.VariationalLoss;
import io.genstream.trainer.loss.WeightedSum;
import io.genstream.trainer.loss.perceptual.PerceptualLoss;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a picture differs from its reconstruction, as settings say: in its pixels and, where a feature network is given, in its
 * features.
 *
 * @param pixels the method
 * @param likeness where it is one of the forms of SSIM
 * @param perceptual of the feature network
 * @param perceptualWeight of the features, against the pixels
 */
record PictureError(
        ScriptMethod pixels,
        Optional<StructuralSimilarity> likeness,
        Optional<PerceptualLoss> perceptual,
        double perceptualWeight) {
    static final List<String> NAMES = List.of("squared", "absolute", "ssim", "multi-sigma-ssim", "mixed-ssim");
    private static final String WITH_FEATURES = "picture_error";

    static PictureError of(RecipeSettings settings) {
        double black = AutoencoderSettings.range(settings) == PixelRange.SIGNED ? -1 : 0;
        String name = settings.text(AutoencoderSettings.RECONSTRUCTION);
        Optional<StructuralSimilarity> likeness =
                switch (name) {
                    case "ssim" -> Optional.of(StructuralSimilarity.ofOneScale(black));
                    case "multi-sigma-ssim" -> Optional.of(StructuralSimilarity.ofScales(black));
                    case "mixed-ssim" -> Optional.of(StructuralSimilarity.mixed(black));
                    default -> Optional.empty();
                };
        ScriptMethod plain = name.equals("absolute") ? ReconstructionLoss.absolute() : ReconstructionLoss.squared();
        return new PictureError(
                likeness.map(StructuralSimilarity::method).orElse(plain),
                likeness,
                perceptual(settings, black),
                settings.number(AutoencoderSettings.PERCEPTUAL_WEIGHT));
    }

    /** Of a decoder that paints Bernoulli logits. */
    static PictureError bernoulli() {
        return new PictureError(VariationalLoss.bernoulli(), Optional.empty(), Optional.empty(), 0);
    }

    private static Optional<PerceptualLoss> perceptual(RecipeSettings settings, double black) {
        String file = settings.text(AutoencoderSettings.PERCEPTUAL_NETWORK);
        if (file.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PerceptualLoss(
                    Files.readAllBytes(Path.of(file)),
                    settings.text(AutoencoderSettings.PERCEPTUAL_LAYER),
                    settings.count(AutoencoderSettings.PERCEPTUAL_SIDE),
                    black));
        } catch (IOException e) {
            throw new InvalidSettingException("setting " + AutoencoderSettings.PERCEPTUAL_NETWORK + " is '" + file
                    + "', must be an ONNX file that the trainer can read: " + e);
        }
    }

    List<ScriptMethod> methods() {
        List<ScriptMethod> methods = new ArrayList<>(List.of(pixels));
        perceptual.ifPresent(network -> {
            methods.add(network.method());
            methods.add(WeightedSum.method(WITH_FEATURES, 1, perceptualWeight));
        });
        return methods;
    }

    /** What a session keeps of the feature network; nothing where there is none. */
    List<NDArray> weights(NDManager manager) {
        return perceptual
                .map(network -> network.weights(manager, DataType.FLOAT32))
                .orElse(List.of());
    }

    /** A scalar that gradients flow from. */
    NDArray between(NDArray pictures, NDArray reconstructions, List<NDArray> weights, ScriptLibrary library) {
        NDArray ofPixels = likeness.isPresent()
                ? library.call(
                        pixels.name(),
                        pictures,
                        reconstructions,
                        likeness.get().windows(pictures.getManager(), DataType.FLOAT32))
                : library.call(pixels.name(), pictures, reconstructions);
        return perceptual.isEmpty()
                ? ofPixels
                : library.call(WITH_FEATURES, ofPixels, PerceptualLoss.of(pictures, reconstructions, weights, library));
    }
}
