package io.genstream.trainer.optimizer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Learning rate over the course of a run, as a factor of its start. */
public enum Schedule {
    CONSTANT {
        @Override
        public double factor(double progress) {
            return 1;
        }
    },

    /** Half a cosine down to 2 % (Loshchilov and Hutter 2017, "SGDR", without restarts). */
    COSINE {
        @Override
        public double factor(double progress) {
            return Math.max(0.02, 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress))));
        }
    },

    /** Straight down to 2 %. */
    LINEAR {
        @Override
        public double factor(double progress) {
            return Math.max(0.02, 1 - progress);
        }
    },

    /** Half as much after every fifth of the run. */
    HALVING {
        @Override
        public double factor(double progress) {
            return Math.pow(0.5, Math.floor(5 * Math.min(1, progress)));
        }
    };

    /** @param progress 0 at the start of the run, 1 at its end */
    public abstract double factor(double progress);

    /** As recipes name them. */
    public static List<String> words() {
        return Stream.of(values())
                .map(schedule -> schedule.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** @param word one of {@link #words} */
    public static Schedule of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
