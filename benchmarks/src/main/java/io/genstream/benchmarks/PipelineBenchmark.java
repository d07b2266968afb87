package io.genstream.benchmarks;

import io.genstream.schemas.JvmDefaults;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.torchscript.Torch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How many augmented pictures one thread supplies, beside how many the training step of a system eats: a CPU second, in turns,
 * so that a busy machine slows both.
 *
 * <p>{@code pipeline [--system dcgan] [--side 64] [--width 64] [--rounds 5]}
 */
public final class PipelineBenchmark {
    private static final int BATCH = 32;
    private static final Duration SUPPLY = Duration.ofSeconds(2);
    private static final Duration TRAIN = Duration.ofSeconds(6);

    private PipelineBenchmark() {}

    public static void main(String[] arguments) {
        JvmDefaults.pin();
        Torch.stayOffline();
        run(System.out, Arguments.parse(arguments));
    }

    private static void run(PrintStream out, Arguments arguments) {
        int side = arguments.count("side", 64);
        TrainingData data = NoiseTraining.pictures(side);
        Augmentation augmentation =
                new Augmentation(new StepRandom(1), 0.5, Augmentation.JITTER, Augmentation.JITTER, Augmentation.JITTER);
        PictureSet pictures = data.pictures(PictureForm.of(side), augmentation);
        Map<String, String> settings = Map.of(
                "side", Integer.toString(side),
                "width", arguments.option("width", "64"),
                "batch", Integer.toString(BATCH));
        try (TrainingSession session = NoiseTraining.start(arguments.option("system", "dcgan"), data, settings)) {
            supply(pictures);
            train(session);
            CpuRates rates =
                    CpuRates.measure(arguments.count("rounds", 5), () -> supply(pictures), () -> train(session));
            CpuRates.print(
                    out, side + "x" + side + "x3 pictures supplied, flipped and jittered, a CPU second", rates.first());
            CpuRates.print(out, "pictures that the training step eats, a CPU second", rates.second());
            CpuRates.print(out, "ratio", rates.ratios());
        }
    }

    private static long supply(PictureSet pictures) {
        long end = System.nanoTime() + SUPPLY.toNanos();
        long values = 0;
        for (long epoch = 0; System.nanoTime() < end; epoch++) {
            for (int from = 0; from + BATCH <= pictures.size() && System.nanoTime() < end; from += BATCH) {
                values += pictures.signed(IntStream.range(from, from + BATCH).toArray(), epoch).length;
            }
        }
        return values / ((long) pictures.channels() * pictures.side() * pictures.side());
    }

    private static long train(TrainingSession session) {
        long before = session.imagesSeen();
        session.trainFor(TRAIN);
        return session.imagesSeen() - before;
    }
}
