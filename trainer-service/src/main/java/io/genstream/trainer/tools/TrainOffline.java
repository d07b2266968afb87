package io.genstream.trainer.tools;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.TensorRole;
import io.genstream.model.extractor.FeatureExtractor;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.JvmDefaults;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.torchscript.Torch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a recipe from files, without Kafka: makes the built-in feature extractor and lets a person look at a recipe's
 * pictures.
 *
 * <p>{@code --recipe NAME --digits DIR --out DIR [--images N] [--set KEY=VALUE]...}
 */
public final class TrainOffline {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final PrintStream out;

    public TrainOffline(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        JvmDefaults.pin();
        Torch.stayOffline();
        new TrainOffline(System.out).run(OfflineArguments.parse(arguments));
    }

    void run(OfflineArguments arguments) throws IOException {
        Recipe recipe = RecipeCatalogue.all()
                .find(arguments.recipe())
                .orElseThrow(() -> new IllegalArgumentException("no recipe " + arguments.recipe()));
        RecipeSettings settings = recipe.settings().parse(arguments.settings());
        IdxDigits train = IdxDigits.read(arguments.digits(), "train");
        try (TrainingSession session =
                recipe.start(train.toTrainingData("digits", "MIT"), settings, Optional.empty())) {
            long started = System.nanoTime();
            while (!session.finished()) {
                session.trainFor(REPORT_EVERY);
                report(session, (System.nanoTime() - started) / 1e9);
            }
            ExportedModel model = session.export();
            write(arguments.out(), recipe.name(), model, session.preview());
            out.println("card metrics " + model.card().metrics());
            if (model.card().output(TensorRole.LOGITS).isPresent()) {
                IdxDigits test = IdxDigits.read(arguments.digits(), "test");
                double accuracy = accuracy(model, test);
                out.printf(Locale.ROOT, "test accuracy %.4f%n", accuracy);
                out.println("wrote " + ExtractorFiles.write(arguments.out(), recipe.name(), model, settings, accuracy));
            }
        }
    }

    private void report(TrainingSession session, double seconds) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                Locale.ROOT,
                "%6.1f s  %7d / %d images  %5.0f images/s",
                seconds,
                session.imagesSeen(),
                session.targetImages(),
                session.imagesSeen() / seconds));
        session.drainLosses().forEach((term, mean) -> line.append(String.format(Locale.ROOT, "  %s %.4f", term, mean)));
        out.println(line);
    }

    private void write(Path folder, String name, ExportedModel model, Optional<PreviewSheet> preview)
            throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> artifact : model.artifacts().entrySet()) {
            String ending = artifact.getKey().equals(ExportedModel.STATE) ? ".state" : ".onnx";
            Path file = folder.resolve(name + "-" + artifact.getKey() + ending);
            Files.write(file, artifact.getValue());
            out.println("wrote " + file + " (" + artifact.getValue().length + " bytes)");
        }
        if (preview.isPresent()) {
            Path file = folder.resolve(name + "-samples.png");
            Files.write(file, preview.get().png());
            out.println("wrote " + file);
        }
    }

    /** Share of a split that an exported classifier gets right, through the very runtime that serves it. */
    private static double accuracy(ExportedModel model, IdxDigits split) {
        int side = model.card().height();
        byte[][] padded = split.pictures().stream()
                .map(picture -> picture.padded(side, side))
                .map(Pixels::raw)
                .toArray(byte[][]::new);
        try (FeatureExtractor extractor = FeatureExtractor.open(
                model.artifacts().get(ExportedModel.CLASSIFIER), model.card(), RuntimeOptions.defaults())) {
            int[] predicted = extractor.extract(padded, side, side, 1).predictedClass();
            int right = 0;
            for (int i = 0; i < predicted.length; i++) {
                if (predicted[i] == split.classes()[i]) {
                    right++;
                }
            }
            return (double) right / predicted.length;
        }
    }
}
