package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReconstructionLossTest {
    private final double[] x = {0.5, -1, 0.25, 0};
    private final double[] y = {-0.5, -1.5, 0.5, 2};

    static Stream<ScriptMethod> errors() {
        return Stream.of(ReconstructionLoss.squared(), ReconstructionLoss.absolute());
    }

    @Test
    void isTheMeanOfSquaresOrOfAbsoluteDifferences() {
        try (ExactBench squared = new ExactBench(ReconstructionLoss.squared());
                ExactBench absolute = new ExactBench(ReconstructionLoss.absolute())) {
            assertThat(squared.value(squared.tensor(x, 2, 2), squared.tensor(y, 2, 2)))
                    .isCloseTo((1 + 0.25 + 0.0625 + 4) / 4, within(1e-12));
            assertThat(absolute.value(absolute.tensor(x, 2, 2), absolute.tensor(y, 2, 2)))
                    .isCloseTo((1 + 0.5 + 0.25 + 2) / 4, within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void gradientAgreesWithFiniteDifferences(ScriptMethod error) {
        try (ExactBench bench = new ExactBench(error)) {
            bench.checkGradient(1, 1, 1e-8, bench.tensor(x, 2, 2), bench.tensor(y, 2, 2));
        }
    }

    @Test
    void divergenceIsTheClosedFormAsAMeanOverTheLatent() {
        double[] posterior = {0.5, -1, Math.log(2), Math.log(0.25)};
        double expected = 0.5 * ((0.25 + 2 - Math.log(2) - 1) + (1 + 0.25 - Math.log(0.25) - 1)) / 2;
        try (ExactBench bench = new ExactBench(GaussianDivergence.method())) {
            NDArray row = bench.tensor(posterior, 1, 4);

            assertThat(bench.value(row)).isCloseTo(expected, within(1e-12));
            assertThat(bench.value(bench.tensor(new double[4], 1, 4))).isZero();
            bench.checkGradient(0, 1, 1e-8, row);
        }
    }
}
