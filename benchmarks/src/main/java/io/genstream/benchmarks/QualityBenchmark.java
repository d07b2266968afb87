package io.genstream.benchmarks;

import io.genstream.eval.baseline.Baselines;
import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.Evaluator;
import io.genstream.eval.evaluation.Measurement;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.metrics.FeatureSet;
import io.genstream.eval.reference.Dataset;
import io.genstream.eval.reference.DatasetRevision;
import io.genstream.eval.reference.LabelledImages;
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.ReferenceBuilder;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.extractor.ExtractedFeatures;
import io.genstream.model.generator.Generator;
import io.genstream.model.latent.LatentSampler;
import io.genstream.model.pixels.ContactSheet;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.JvmDefaults;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.tools.IdxDigits;
import io.genstream.trainer.torchscript.Torch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a recipe's pictures are worth after so many training images: trains it on the bundled digits, exports it, serves 2,000 images from
 * the ONNX file and measures them against the test split, beside the floor (train images) and the yardstick (per-class PCA-Gaussian).
 *
 * <p>{@code quality [RECIPE:IMAGES]... [--digits DIR] [--out DIR]}; default digits-cgan:120000 digits-cvae:300000.
 */
public final class QualityBenchmark {
    private static final int SIDE = 32;
    private static final int SHEET_IMAGES = 100;

    private final PrintStream out;
    private final EvaluationProtocol protocol = new EvaluationProtocol(2_000);
    private final Evaluator evaluator = new Evaluator(50);

    private QualityBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        JvmDefaults.pin();
        Arguments parsed = Arguments.parse(arguments);
        List<String> recipes =
                parsed.words().isEmpty() ? List.of("digits-cgan:120000", "digits-cvae:300000") : parsed.words();
        new QualityBenchmark(System.out)
                .run(
                        recipes,
                        Path.of(parsed.option("digits", "data/digits")),
                        Path.of(parsed.option("out", "benchmarks/target")));
    }

    private void run(List<String> recipes, Path digits, Path folder) throws Exception {
        Torch.stayOffline();
        IdxDigits train = IdxDigits.read(digits, "train");
        IdxDigits test = IdxDigits.read(digits, "test");
        Dataset dataset = new Dataset(
                new DatasetRevision("digits", 1, List.of(), classNames(), new ImageShape(28, 28, 1)),
                padded(train),
                padded(test));
        try (Extractors extractors = Extractors.builtIn()) {
            Extractor extractor =
                    extractors.fitting(new ImageShape(SIDE, SIDE, 1)).orElseThrow();
            Reference reference = new ReferenceBuilder(EvaluationProtocol.SEED).build(dataset, extractor);
            Baselines baselines = new Baselines(protocol, evaluator);
            row(
                    "floor: 2,000 train images",
                    baselines.floor(reference, dataset).orElseThrow().figures());
            row(
                    "yardstick: per-class PCA-Gaussian",
                    baselines.yardstick(reference, dataset).orElseThrow().figures());
            for (String wanted : recipes) {
                measure(wanted, train, extractor, reference, folder);
            }
        }
    }

    private void measure(String wanted, IdxDigits train, Extractor extractor, Reference reference, Path folder)
            throws Exception {
        String name = wanted.replaceAll(":.*", "");
        String images = wanted.contains(":") ? wanted.substring(name.length() + 1) : "";
        Recipe recipe =
                RecipeCatalogue.all().find(name).orElseThrow(() -> new IllegalArgumentException("no recipe " + name));
        long startedNanos = System.nanoTime();
        ExportedModel model = train(recipe, images, train);
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        try (Generator generator = Generator.open(
                model.artifacts().get(ExportedModel.GENERATOR), model.card(), RuntimeOptions.defaults())) {
            byte[][] pictures = generate(generator);
            writeSheet(folder.resolve(name + ".png"), pictures);
            ExtractedFeatures features = ReferenceBuilder.extract(extractor, pictures);
            FeatureSet set = new FeatureSet(features.features(), asked(), features.predictedClass());
            row(String.format(Locale.ROOT, "%s (%.0f s)", wanted, seconds), evaluator.measure(set, reference));
        }
    }

    private static ExportedModel train(Recipe recipe, String images, IdxDigits train) {
        Map<String, String> overrides = images.isEmpty() ? Map.of() : Map.of("images", images);
        try (TrainingSession session = recipe.start(
                train.toTrainingData("digits", "MIT"), recipe.settings().parse(overrides), Optional.empty())) {
            while (!session.finished()) {
                session.trainSteps(100);
            }
            return session.export();
        }
    }

    /** Image i asks for digit i mod 10, as the eval service does. */
    private byte[][] generate(Generator generator) {
        int[] asked = asked();
        float[][] latents = new float[asked.length][];
        float[][] conditions = new float[asked.length][];
        for (int i = 0; i < asked.length; i++) {
            latents[i] = LatentSampler.draw(generator.card(), EvaluationProtocol.SEED, i, 1, OptionalDouble.empty());
            conditions[i] = new float[] {asked[i]};
        }
        return generator.generate(latents, conditions).images();
    }

    private int[] asked() {
        int[] asked = new int[protocol.images()];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = i % 10;
        }
        return asked;
    }

    private void row(String what, List<Measurement> figures) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-40s", what));
        List<Measurement> sorted = new ArrayList<>(figures);
        sorted.sort(Comparator.comparing(Measurement::metric));
        for (Measurement figure : sorted) {
            line.append(String.format(Locale.ROOT, "  %s %.4f", figure.metric(), figure.value()));
        }
        out.println(line);
    }

    private void writeSheet(Path file, byte[][] pictures) throws IOException {
        List<Pixels> first = new ArrayList<>();
        for (int i = 0; i < SHEET_IMAGES; i++) {
            first.add(new Pixels(SIDE, SIDE, 1, pictures[i]));
        }
        Files.createDirectories(file.getParent());
        Files.write(file, ContactSheet.png(first, 10));
        out.println("wrote " + file);
    }

    private static LabelledImages padded(IdxDigits digits) {
        return new LabelledImages(
                digits.pictures().stream().map(p -> p.padded(SIDE, SIDE).raw()).toArray(byte[][]::new),
                digits.classes());
    }

    private static List<String> classNames() {
        return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }
}
