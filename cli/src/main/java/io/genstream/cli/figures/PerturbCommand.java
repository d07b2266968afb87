package io.genstream.cli.figures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.importing.PictureFitter;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.PixelException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Noise of growing strength on one picture's code: the only control that a plain autoencoder gives. */
@Command(
        name = "perturb",
        description = {
            "Draws what a picture becomes when its code is perturbed, a row a strength.",
            "The picture is --image, which the version's encoder reads, or a generated one, whose code is known. Strengths"
                    + " are shares of the code's own root mean square."
        },
        footer = {
            "  ./genstream perturb digits-cgan",
            "  ./genstream perturb digits-cgan --label 3 --strength 0.2,0.4 --columns 5 --out perturbed.png",
        })
public final class PerturbCommand extends FigureCommand {
    private static final int MOST_COLUMNS = 50;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "PNG or JPEG to encode (default: a generated picture)")
    private Path image;

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "class of the picture, where the model takes classes")
    private String label;

    @Option(
            names = "--strength",
            split = ",",
            paramLabel = "X",
            defaultValue = "0.1,0.25,0.5,1",
            description = "one row each (default ${DEFAULT-VALUE})")
    private List<Double> strengths;

    @Option(names = "--columns", paramLabel = "N", defaultValue = "8", description = "draws of each (default 8)")
    private int columns;

    /** A picture, its code, and what the code gives. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    private record Coded(BufferedImage picture, float[] code, List<Float> label, BufferedImage decoded, double error) {}

    @Override
    String draw(FigureModel model, Pictures pictures, Path file) {
        if (columns < 1 || columns > MOST_COLUMNS) {
            throw new CommandException(ExitCode.USAGE, "--columns must be 1 to " + MOST_COLUMNS);
        }
        Coded coded = image == null ? generated(model, pictures) : encoded(model, pictures);
        Random noise = new Random(seed());
        List<Grid.Row> rows = new ArrayList<>();
        rows.add(new Grid.Row("picture, its code", List.of(coded.picture(), coded.decoded())));
        for (double strength : strengths) {
            List<float[]> codes = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                codes.add(perturbed(coded.code(), strength, noise));
            }
            rows.add(new Grid.Row(
                    String.format(Locale.ROOT, "± %.2f", strength),
                    pictures.decode(codes, coded.label()).stream()
                            .map(Picture::image)
                            .toList()));
        }
        String words = strengths.stream().map(s -> Double.toString(s)).collect(Collectors.joining(","));
        String options = "--columns " + columns + " --strength " + words + (image == null ? "" : " --image " + image)
                + (label == null ? "" : " --label " + label);
        FigureFile.write(
                Grid.draw(new Grid.Content(
                        model.name() + ": a code, perturbed", List.of(), rows, source(model, options))),
                file);
        return String.format(
                Locale.ROOT,
                "%d perturbations of %s under %s %s, mean squared error of the code itself %.4f: %s",
                strengths.size() * columns,
                image == null ? "a generated picture" : image,
                model.name(),
                model.version(),
                coded.error(),
                file);
    }

    private Coded generated(FigureModel model, Pictures pictures) {
        ObjectNode order = pictures.order(1, seed());
        if (label != null) {
            order.putArray("labels").add(model.classIndex(label));
        }
        Picture made = pictures.make(order).get(0);
        BufferedImage decoded =
                pictures.decode(List.of(made.latent()), made.label()).get(0).image();
        return new Coded(
                made.image(), made.latent(), made.label(), decoded, Picture.meanSquaredError(made.image(), decoded));
    }

    private Coded encoded(FigureModel model, Pictures pictures) {
        if (!model.artifacts().contains("encoder")) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    model.name() + " " + model.version()
                            + " has no encoder to read --image with: leave it out to perturb"
                            + " a generated picture, or ask a model with one, an autoencoder for instance");
        }
        BufferedImage picture = read(model);
        try (Encoder encoder = new Encoder(pictures.artifact("encoder"), model.latentSize())) {
            if (encoder.conditional() && label == null) {
                throw new CommandException(
                        ExitCode.USAGE,
                        model.name() + " is conditional: say what the picture shows, --label "
                                + String.join("|", model.classes()));
            }
            List<Float> row = label == null ? List.of() : List.of((float) model.classIndex(label));
            return model.encoderRanges().stream()
                    .map(range -> coded(pictures, picture, encoder.encode(range.values(picture), row), row))
                    .min(Comparator.comparingDouble(Coded::error))
                    .orElseThrow();
        }
    }

    private static Coded coded(Pictures pictures, BufferedImage picture, float[] code, List<Float> row) {
        BufferedImage decoded = pictures.decode(List.of(code), row).get(0).image();
        return new Coded(picture, code, row, decoded, Picture.meanSquaredError(picture, decoded));
    }

    private BufferedImage read(FigureModel model) {
        try {
            PictureFitter fitter = new PictureFitter(model.width(), model.channels() == 3);
            byte[] fitted = fitter.png(
                    ImageCodec.decode(Files.readAllBytes(image), ImageCodec.DEFAULT_MAX_PIXELS, fitter::frame));
            return ImageIO.read(new ByteArrayInputStream(fitted));
        } catch (IOException | PixelException e) {
            throw new CommandException(
                    ExitCode.FILE_UNUSABLE, "--image " + image + " cannot be read: " + e.getMessage(), e);
        }
    }

    static float[] perturbed(float[] code, double strength, Random noise) {
        double squares = 0;
        for (float value : code) {
            squares += (double) value * value;
        }
        double scale = strength * Math.sqrt(squares / code.length);
        float[] perturbed = new float[code.length];
        for (int i = 0; i < code.length; i++) {
            perturbed[i] = (float) (code[i] + scale * noise.nextGaussian());
        }
        return perturbed;
    }
}
