package io.genstream.benchmarks;

import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.Evaluator;
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
import io.genstream.model.card.LabelKind;
import io.genstream.model.extractor.ExtractedFeatures;
import io.genstream.model.generator.Generator;
import io.genstream.model.latent.LatentSampler;
import io.genstream.schemas.JvmDefaults;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.tools.IdxDigits;
import io.genstream.trainer.torchscript.Torch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What bfloat16 saves and what it costs: pictures a CPU second of a DCGAN for 64 x 64 pictures in either precision, in turns; then the
 * Fréchet distance of a small DCGAN of the bundled digits after the same training in either, seed by seed.
 *
 * <p>{@code precision [--width 64] [--steps 3] [--pairs 8] [--seeds 3] [--images 16000] [--digits-width 16] [--digits DIR]}
 */
public final class PrecisionBenchmark {
    private static final int SIDE = 32;
    private static final int BATCH = 32;
    private static final List<String> PRECISIONS = List.of("float32", "bfloat16");

    private final PrintStream out;
    private final Arguments arguments;

    private PrecisionBenchmark(PrintStream out, Arguments arguments) {
        this.out = out;
        this.arguments = arguments;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        JvmDefaults.pin();
        Torch.stayOffline();
        PrecisionBenchmark benchmark = new PrecisionBenchmark(System.out, Arguments.parse(arguments));
        benchmark.speed();
        benchmark.quality();
    }

    private void speed() {
        int width = arguments.count("width", 64);
        try (TrainingSession reduced = NoiseTraining.start(64, width, BATCH, "precision", "bfloat16");
                TrainingSession exact = NoiseTraining.start(64, width, BATCH, "precision", "float32")) {
            reduced.trainSteps(2);
            exact.trainSteps(2);
            int steps = arguments.count("steps", 3);
            CpuRates rates = CpuRates.measure(
                    arguments.count("pairs", 8), () -> train(reduced, 2 * steps), () -> train(exact, steps));
            CpuRates.print(out, "bfloat16: pictures a CPU second", rates.first());
            CpuRates.print(out, "float32: pictures a CPU second", rates.second());
            CpuRates.print(out, "ratio", rates.ratios());
        }
    }

    private static long train(TrainingSession session, int steps) {
        session.trainSteps(steps);
        return (long) steps * BATCH;
    }

    private void quality() throws IOException, InterruptedException {
        Path folder = Path.of(arguments.option("digits", "data/digits"));
        IdxDigits train = IdxDigits.read(folder, "train");
        Dataset dataset = new Dataset(
                new DatasetRevision("digits", 1, List.of(), List.of(), new ImageShape(SIDE, SIDE, 1)),
                padded(train),
                padded(IdxDigits.read(folder, "test")));
        try (Extractors extractors = Extractors.builtIn()) {
            Extractor extractor =
                    extractors.fitting(new ImageShape(SIDE, SIDE, 1)).orElseThrow();
            Reference reference = new ReferenceBuilder(EvaluationProtocol.SEED).build(dataset, extractor);
            byte[][] images = dataset.train().images();
            TrainingData data = new TrainingData(
                    "digits", 1, SIDE, SIDE, 1, LabelKind.NONE, List.of(), "MIT", images, new float[images.length][0]);
            int seeds = arguments.count("seeds", 3);
            for (String precision : PRECISIONS) {
                double[] distances = new double[seeds];
                for (int seed = 0; seed < seeds; seed++) {
                    distances[seed] = distance(trained(data, precision, seed + 1), extractor, reference);
                    out.printf(Locale.ROOT, "%s, seed %d: distance %.3f%n", precision, seed + 1, distances[seed]);
                }
                CpuRates.print(out, precision + ": Fréchet distance of digits", distances);
            }
        }
    }

    private ExportedModel trained(TrainingData data, String precision, int seed) {
        Map<String, String> settings = Map.of(
                "side", Integer.toString(SIDE),
                "width", arguments.option("digits-width", "16"),
                "batch", Integer.toString(BATCH),
                "images", arguments.option("images", "16000"),
                "averageDecay", "0.99",
                "generatorLearningRate", "0.001",
                "discriminatorLearningRate", "0.0005",
                "seed", Integer.toString(seed),
                "precision", precision);
        try (TrainingSession session = NoiseTraining.start("dcgan", data, settings)) {
            while (!session.finished()) {
                session.trainSteps(100);
            }
            return session.export();
        }
    }

    private static double distance(ExportedModel model, Extractor extractor, Reference reference)
            throws IOException, InterruptedException {
        int count = new EvaluationProtocol(2_000).images();
        float[][] latents = new float[count][];
        try (Generator generator = Generator.open(
                model.artifacts().get(ExportedModel.GENERATOR), model.card(), RuntimeOptions.defaults())) {
            for (int i = 0; i < count; i++) {
                latents[i] = LatentSampler.draw(model.card(), EvaluationProtocol.SEED, i, 1, OptionalDouble.empty());
            }
            byte[][] images = generator.generate(latents, new float[count][0]).images();
            ExtractedFeatures features = ReferenceBuilder.extract(extractor, images);
            int[] nothing = new int[count];
            Arrays.fill(nothing, -1);
            FeatureSet set = new FeatureSet(features.features(), nothing, features.predictedClass());
            // the distance is the last figure
            var figures = new Evaluator(2).measure(set, reference);
            return figures.get(figures.size() - 1).value();
        }
    }

    private static LabelledImages padded(IdxDigits digits) {
        return new LabelledImages(
                digits.pictures().stream().map(p -> p.padded(SIDE, SIDE).raw()).toArray(byte[][]::new),
                digits.classes());
    }
}
