package io.genstream.benchmarks;

import io.genstream.schemas.JvmDefaults;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a user waits for: {@code up} to ready, ready to the first picture of a model trained live, Ctrl-C to the end, and the
 * same again on the kept directory, after Ctrl-C and after {@code kill -9} of the whole process tree.
 *
 * <p>{@code startup [--model digits-cgan]}, in the repository's root after a build.
 */
public final class StartupBenchmark {
    private final PrintStream out;
    private final String model;

    private StartupBenchmark(PrintStream out, String model) {
        this.out = out;
        this.model = model;
    }

    public static void main(String[] arguments) throws Exception {
        JvmDefaults.pin();
        Arguments parsed = Arguments.parse(arguments);
        new StartupBenchmark(System.out, parsed.option("model", "digits-cgan")).run();
    }

    private void run() throws Exception {
        Path data = Files.createTempDirectory("genstream-startup").resolve("data");
        try (GenstreamProcess fresh = new GenstreamProcess(data)) {
            report("fresh directory", fresh);
            print("fresh directory: interrupt to end", fresh.interrupt());
        }
        try (GenstreamProcess again = new GenstreamProcess(data)) {
            report("after an interrupt", again);
            again.killTree();
        }
        try (GenstreamProcess afterKill = new GenstreamProcess(data)) {
            report("after kill -9", afterKill);
            print("after kill -9: interrupt to end", afterKill.interrupt());
        }
    }

    private void report(String when, GenstreamProcess process) throws Exception {
        double ready = process.awaitReady();
        print(when + ": start to ready", ready);
        double first = process.awaitFirstImage(model);
        print(when + ": ready to first picture", first - ready);
    }

    private void print(String what, double seconds) {
        out.printf(Locale.ROOT, "%-45s %6.1f s%n", what, seconds);
    }
}
