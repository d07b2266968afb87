package io.genstream.trainer.tools;

import io.genstream.trainer.network.PictureClassifier;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.RecipeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Writes a classifier as the evaluation service takes a built-in extractor: the model file and a description with its
 * hash and the command that makes it again, so that distances compare across machines.
 */
final class ExtractorFiles {
    private ExtractorFiles() {}

    static Path write(Path folder, String recipe, ExportedModel model, RecipeSettings settings, double testAccuracy)
            throws IOException {
        byte[] onnx = model.artifacts().get(ExportedModel.CLASSIFIER);
        Files.write(folder.resolve(recipe + ".onnx"), onnx);
        Path description = folder.resolve(recipe + ".properties");
        List<String> lines = List.of(
                "# Made by: " + TrainOffline.class.getName() + " --recipe " + recipe
                        + " --digits data/digits --out DIR, on the class path of trainer-service",
                "# Settings: " + new TreeMap<>(settings.asMap()),
                "sha256=" + sha256(onnx),
                "bytes=" + onnx.length,
                String.format(Locale.ROOT, "test.accuracy=%.4f", testAccuracy),
                "input=image",
                "features.output=" + PictureClassifier.FEATURES_OUTPUT,
                "features=" + PictureClassifier.FEATURES,
                "logits.output=" + PictureClassifier.LOGITS_OUTPUT,
                "classes=" + model.card().attributeNames().size(),
                "height=" + model.card().height(),
                "width=" + model.card().width(),
                "channels=" + model.card().channels());
        Files.write(description, lines, StandardCharsets.UTF_8);
        return description;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
