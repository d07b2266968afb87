package io.genstream.benchmarks;

import io.genstream.schemas.JvmDefaults;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.torchscript.Torch;
import java.io.PrintStream;

/**
 * What training a DCGAN costs over the same operators in a bare loop: pictures a CPU second of a whole session (pictures cut to batches
 * and augmented ahead, random draws, losses, Adam) beside {@link PlainDcgan}, one native thread each.
 *
 * <p>{@code training [--width 64] [--batch 32] [--steps 2] [--pairs 12]}
 */
public final class TrainingBenchmark {
    private TrainingBenchmark() {}

    public static void main(String[] arguments) {
        JvmDefaults.pin();
        Torch.stayOffline();
        run(System.out, Arguments.parse(arguments));
    }

    private static void run(PrintStream out, Arguments arguments) {
        int width = arguments.count("width", 64);
        int batch = arguments.count("batch", 32);
        int steps = arguments.count("steps", 2);
        try (TrainingSession session = NoiseTraining.start(64, width, batch, "averageDecay", "0");
                PlainDcgan plain = new PlainDcgan(width, batch)) {
            session.trainSteps(2);
            plain.step();
            plain.step();
            CpuRates rates = CpuRates.measure(
                    arguments.count("pairs", 12),
                    () -> {
                        session.trainSteps(steps);
                        return (long) steps * batch;
                    },
                    () -> {
                        for (int i = 0; i < steps; i++) {
                            plain.step();
                        }
                        return (long) steps * batch;
                    });
            CpuRates.print(out, "session: pictures a CPU second", rates.first());
            CpuRates.print(out, "plain loop: pictures a CPU second", rates.second());
            CpuRates.print(out, "ratio", rates.ratios());
        }
    }
}
