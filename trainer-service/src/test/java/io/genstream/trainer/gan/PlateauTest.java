package io.genstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class PlateauTest {
    private static final int BATCH = 10;
    private static final int PATIENCE = 1_000;
    private static final int PATIENCE_STEPS = PATIENCE / BATCH;

    @Test
    void aMeasureThatFallsHoweverSlowlyKeepsTheRates() {
        assertThat(after(20 * PATIENCE_STEPS, step -> 1 - 0.00005 * step)).isEqualTo(1);
    }

    @Test
    void aMeasureThatStandsStillHalvesThemOncePerPatience() {
        // the first value is progress
        assertThat(after(PATIENCE_STEPS, step -> 0.3)).isEqualTo(1);
        assertThat(after(PATIENCE_STEPS + 1, step -> 0.3)).isEqualTo(0.5);
        assertThat(after(3 * PATIENCE_STEPS + 1, step -> 0.3)).isEqualTo(0.125);
    }

    /** Falls for two patiences, then the noise of single batches is all that is left of it. */
    @Test
    void noiseAroundAStalledMeanIsNoProgress() {
        Random random = new Random(1);
        IntToDoubleFunction stalls =
                step -> Math.max(0.2, 0.6 - 0.4 * step / (2.0 * PATIENCE_STEPS)) * (1 + 0.2 * random.nextGaussian());

        assertThat(after(2 * PATIENCE_STEPS, stalls)).isEqualTo(1);
        assertThat(after(12 * PATIENCE_STEPS, stalls)).isBetween(Math.pow(0.5, 10), Math.pow(0.5, 5));
    }

    @Test
    void aStallThatEndsInTimeStartsTheCountAnew() {
        IntToDoubleFunction drops = step -> step < 0.9 * PATIENCE_STEPS ? 0.5 : 0.25;

        assertThat(after((int) (1.8 * PATIENCE_STEPS), drops)).isEqualTo(1);
    }

    @Test
    void withoutPatienceTheRatesStay() {
        Plateau never = new Plateau(0, 0.5, fresh -> fresh);
        for (int step = 0; step < 1_000; step++) {
            never.observe(1, BATCH);
        }
        assertThat(never.factor()).isEqualTo(1);
    }

    @Test
    void goesOnFromItsNumbersToTheBit() {
        Random random = new Random(2);
        double[] measures = random.doubles(5L * PATIENCE_STEPS, 0.2, 0.3).toArray();
        Plateau whole = fresh();
        Plateau taken = fresh();
        for (double measure : measures) {
            whole.observe(measure, BATCH);
            taken.observe(measure, BATCH);
            Iterator<Double> saved = Arrays.stream(taken.numbers()).iterator();
            DoubleUnaryOperator next = any -> saved.next();
            taken = new Plateau(PATIENCE, 0.5, next);
        }
        assertThat(whole.factor()).isLessThan(1);
        assertThat(taken.numbers()).isEqualTo(whole.numbers());
    }

    private static double after(int steps, IntToDoubleFunction measure) {
        Plateau plateau = fresh();
        for (int step = 0; step < steps; step++) {
            plateau.observe(measure.applyAsDouble(step), BATCH);
        }
        return plateau.factor();
    }

    private static Plateau fresh() {
        return new Plateau(PATIENCE, 0.5, fresh -> fresh);
    }
}
