package io.genstream.cli.figures;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a version makes of pictures that it encodes and decodes again. The encoder runs here, the decoder where users are served.
 *
 * @param pictures decoded, in the order of the given ones
 * @param meanSquaredError of pixel values in -1 to 1
 */
public record Reconstruction(List<BufferedImage> pictures, double meanSquaredError) {
    private static final int BATCH = 64;

    /** @param originals as large and with as many channels as the model's own */
    public static Reconstruction of(
            GatewayClient gateway, String modelName, String version, List<BufferedImage> originals) {
        FigureModel model = FigureModel.of(gateway, modelName, version);
        if (!model.artifacts().contains("encoder")) {
            throw new CommandException(ExitCode.REFUSED, modelName + " " + version + " has no encoder");
        }
        Pictures pictures = new Pictures(gateway, model);
        try (Encoder encoder = new Encoder(pictures.artifact("encoder"), model.latentSize())) {
            return model.encoderRanges().stream()
                    .map(range -> decode(pictures, originals, encode(encoder, originals, range)))
                    .min(Comparator.comparingDouble(Reconstruction::meanSquaredError))
                    .orElseThrow();
        }
    }

    private static List<float[]> encode(Encoder encoder, List<BufferedImage> originals, EncoderRange range) {
        return originals.stream()
                .map(original -> encoder.encode(range.values(original), List.of()))
                .toList();
    }

    private static Reconstruction decode(Pictures pictures, List<BufferedImage> originals, List<float[]> codes) {
        List<BufferedImage> decoded = new ArrayList<>();
        for (int from = 0; from < codes.size(); from += BATCH) {
            pictures.decode(codes.subList(from, Math.min(codes.size(), from + BATCH)), List.of())
                    .forEach(picture -> decoded.add(picture.image()));
        }
        double error = 0;
        for (int i = 0; i < decoded.size(); i++) {
            error += 4 * Picture.meanSquaredError(originals.get(i), decoded.get(i)) / decoded.size();
        }
        return new Reconstruction(decoded, error);
    }
}
