package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.testing.GradientCheck;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdversarialLossTest {
    private static final float[][] REAL = {{0.3f}, {-1.2f}, {4f}};
    private static final float[][] FAKE = {{-0.5f}, {2f}, {0f}};

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        for (AdversarialLoss loss : List.of(
                AdversarialLoss.nonSaturating(0), AdversarialLoss.nonSaturating(0.1), AdversarialLoss.wasserstein())) {
            GradientCheck.of(loss.discriminator())
                    .with("real", 4, 1)
                    .with("fake", 4, 1)
                    .verify();
            GradientCheck.of(loss.generator()).with("fake", 4, 1).verify();
        }
        GradientCheck.of(EquilibriumLoss.discriminator())
                .with("real", 2, 5)
                .with("real rebuilt", 2, 5)
                .with("made", 2, 5)
                .with("made rebuilt", 2, 5)
                .given(new double[] {0.4}, 1)
                .verify();
        GradientCheck.of(EquilibriumLoss.generator())
                .with("made", 2, 5)
                .with("made rebuilt", 2, 5)
                .verify();
    }

    @Test
    void smoothingMovesTheTargetOfRealPicturesOnly() {
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            double real = 1 / (1 + Math.exp(-REAL[i][0]));
            double fake = 1 / (1 + Math.exp(-FAKE[i][0]));
            expected -= (0.9 * Math.log(real) + 0.1 * Math.log(1 - real) + Math.log(1 - fake)) / 3;
        }
        try (LossBench bench = new LossBench(NonSaturatingLoss.discriminator(0.1))) {
            assertThat(bench.term(0, REAL, FAKE)).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void criticWidensTheGapOfTheMeansAndTheGeneratorClosesIt() {
        double gap = (-0.5 + 2) / 3 - (0.3 - 1.2 + 4) / 3;
        try (LossBench critic = new LossBench(AdversarialLoss.wasserstein().discriminator());
                LossBench generator =
                        new LossBench(AdversarialLoss.wasserstein().generator())) {
            assertThat(critic.term(0, REAL, FAKE)).isCloseTo(gap, within(1e-6));
            assertThat(generator.term(0, FAKE)).isCloseTo(-0.5, within(1e-6));
        }
    }

    @Test
    void equilibriumWeighsWhatTheDiscriminatorForgets() {
        float[][] rebuilt = {{0.1f}, {-1f}, {3f}};
        double ofReal = (0.2 + 0.2 + 1) / 3;
        double ofMade = (0.6 + 3 + 3) / 3;
        try (LossBench bench = new LossBench(EquilibriumLoss.discriminator())) {
            float[][] k = {{0.25f}};
            assertThat(bench.term(0, REAL, rebuilt, FAKE, rebuilt, k)).isCloseTo(ofReal - 0.25 * ofMade, within(1e-6));
            assertThat(bench.term(1, REAL, rebuilt, FAKE, rebuilt, k)).isCloseTo(ofReal, within(1e-6));
            assertThat(bench.term(2, REAL, rebuilt, FAKE, rebuilt, k)).isCloseTo(ofMade, within(1e-6));
        }
    }

    @Test
    void controlHoldsMadePicturesAtGammaTimesTheErrorOfRealOnes() {
        assertThat(EquilibriumLoss.control(0.2, 0.001, 0.5, 1, 0.3)).isCloseTo(0.2002, within(1e-12));
        assertThat(EquilibriumLoss.control(0, 0.001, 0.5, 1, 0.8)).isZero();
        assertThat(EquilibriumLoss.control(1, 0.001, 0.5, 1, 0.1)).isEqualTo(1);
        assertThat(EquilibriumLoss.convergence(0.5, 1, 0.3)).isCloseTo(1.2, within(1e-12));
        assertThat(EquilibriumLoss.convergence(0.5, 1, 0.5)).isEqualTo(1);
    }

    @Test
    void inputNoiseIsNormalAndAFunctionOfItsSeed() {
        ScriptMethod method = InputNoise.method();
        int count = 40_000;
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(method))) {
            float[] one = noise(library, manager, count, 5);

            double mean = 0;
            double variance = 0;
            for (float value : one) {
                mean += value / count;
                variance += value * value / count;
            }
            assertThat(mean).isCloseTo(0, within(0.005));
            assertThat(Math.sqrt(variance)).isCloseTo(0.2, within(0.004));
            assertThat(noise(library, manager, count, 5)).isEqualTo(one);
            assertThat(noise(library, manager, count, 6)).isNotEqualTo(one);
        }
    }

    private static float[] noise(ScriptLibrary library, NDManager manager, int count, long seed) {
        NDArray zeros = manager.create(new float[count], new Shape(count));
        return library.call(InputNoise.NAME, zeros, manager.create(0.2f), manager.create(new long[] {seed}))
                .toFloatArray();
    }
}
