package io.genstream.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.genstream.model.card.LabelKind;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.yaml.RecipeReader;
import io.genstream.trainer.session.StepRandom;
import io.genstream.trainer.torchscript.Torch;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How many augmented pictures one thread supplies, beside how many the training step of a system eats: a CPU second, in turns,
 * so that a busy machine slows both.
 *
 * <p>{@code pipeline [--system dcgan] [--side 64] [--width 64] [--rounds 5]}
 */
public final class PipelineBenchmark {
    private static final int PICTURES = 2_000;
    private static final int BATCH = 32;
    private static final double NANOS = 1e9;
    private static final Duration SUPPLY = Duration.ofSeconds(2);
    private static final Duration TRAIN = Duration.ofSeconds(6);

    private final PrintStream out;
    private final Arguments arguments;
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private PipelineBenchmark(PrintStream out, Arguments arguments) {
        this.out = out;
        this.arguments = arguments;
    }

    public static void main(String[] arguments) {
        Torch.stayOffline();
        new PipelineBenchmark(System.out, Arguments.parse(arguments)).run();
    }

    private void run() {
        int side = Integer.parseInt(arguments.option("side", "64"));
        int rounds = Integer.parseInt(arguments.option("rounds", "5"));
        TrainingData data = noise(side);
        Augmentation augmentation =
                new Augmentation(new StepRandom(1), 0.5, Augmentation.JITTER, Augmentation.JITTER, Augmentation.JITTER);
        PictureSet pictures = data.pictures(PictureForm.of(side), augmentation);
        List<Double> supplied = new ArrayList<>();
        List<Double> eaten = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (TrainingSession session = start(side, data)) {
            supply(pictures);
            train(session);
            for (int round = 0; round < rounds; round++) {
                supplied.add(supply(pictures));
                eaten.add(train(session));
                ratios.add(supplied.get(round) / eaten.get(round));
            }
        }
        print(side + "x" + side + "x3 pictures supplied, flipped and jittered, a CPU second", supplied);
        print("pictures that the training step eats, a CPU second", eaten);
        print("ratio", ratios);
    }

    private TrainingSession start(int side, TrainingData data) {
        String recipe = "name: pipeline\nsummary: measures the pipeline\nsystem: " + arguments.option("system", "dcgan")
                + "\ndataset: noise\nsettings:\n  batch: " + BATCH + "\n  side: " + side + "\n  width: "
                + arguments.option("width", "64") + "\n  threads: 1\n";
        Recipe read = new RecipeReader(RecipeCatalogue.systems()).read("pipeline.yaml", recipe);
        return read.start(data, read.settings().defaults(), Optional.empty());
    }

    /** Pictures a CPU second. */
    private double supply(PictureSet pictures) {
        long end = System.nanoTime() + SUPPLY.toNanos();
        long cpu = process.getProcessCpuTime();
        long count = 0;
        for (long epoch = 0; System.nanoTime() < end; epoch++) {
            for (int from = 0; from + BATCH <= PICTURES && System.nanoTime() < end; from += BATCH) {
                count += pictures.signed(IntStream.range(from, from + BATCH).toArray(), epoch).length;
            }
        }
        double values = (double) pictures.channels() * pictures.side() * pictures.side();
        return count / values / ((process.getProcessCpuTime() - cpu) / NANOS);
    }

    private double train(TrainingSession session) {
        long before = session.imagesSeen();
        long cpu = process.getProcessCpuTime();
        session.trainFor(TRAIN);
        return (session.imagesSeen() - before) / ((process.getProcessCpuTime() - cpu) / NANOS);
    }

    private void print(String what, List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        out.printf(
                Locale.ROOT,
                "%-70s %10.1f (%.1f to %.1f, n %d)%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }

    private static TrainingData noise(int side) {
        SplittableRandom random = new SplittableRandom(1);
        byte[][] images = new byte[PICTURES][side * side * 3];
        for (byte[] image : images) {
            random.nextBytes(image);
        }
        return new TrainingData(
                "noise", 1, side, side, 3, LabelKind.NONE, List.of(), "CC0-1.0", images, new float[PICTURES][0]);
    }
}
