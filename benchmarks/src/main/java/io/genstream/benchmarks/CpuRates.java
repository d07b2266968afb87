package io.genstream.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Two ways to do something, in turns within one process, so that a busy machine slows both; what either does in a second of CPU time
 * of all the process's threads, native ones included.
 *
 * @param first of each pair, a CPU second
 * @param second likewise
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
record CpuRates(double[] first, double[] second) {
    private static final double NANOS = 1e9;

    /** Each supplier does a stretch of work and says how much; the one that begins alternates. */
    static CpuRates measure(int pairs, LongSupplier first, LongSupplier second) {
        CpuRates rates = new CpuRates(new double[pairs], new double[pairs]);
        for (int pair = 0; pair < pairs; pair++) {
            if (pair % 2 == 0) {
                rates.first[pair] = rate(first);
            }
            rates.second[pair] = rate(second);
            if (pair % 2 == 1) {
                rates.first[pair] = rate(first);
            }
        }
        return rates;
    }

    /** How many times the second's rate the first reaches, pair by pair. */
    double[] ratios() {
        double[] ratios = new double[first.length];
        for (int pair = 0; pair < ratios.length; pair++) {
            ratios[pair] = first[pair] / second[pair];
        }
        return ratios;
    }

    static void print(PrintStream out, String what, double[] values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "%-70s %10.2f (%.2f to %.2f, n %d)%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length);
    }

    private static double rate(LongSupplier work) {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = process.getProcessCpuTime();
        long done = work.getAsLong();
        return done / ((process.getProcessCpuTime() - before) / NANOS);
    }
}
