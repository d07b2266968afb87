package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StructuralSimilarityTest {
    private static final int PICTURES = 2;
    private static final int HEIGHT = 13;
    private static final int WIDTH = 15;
    private static final int AREA = HEIGHT * WIDTH;

    private final double[] x = ExactBench.uniform(PICTURES * AREA, -1, 1, 1);
    private final double[] y = ExactBench.uniform(PICTURES * AREA, -1, 1, 2);

    static Stream<StructuralSimilarity> forms() {
        return Stream.of(
                StructuralSimilarity.ofOneScale(-1), StructuralSimilarity.ofScales(-1), StructuralSimilarity.mixed(-1));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aPictureIsLikeItselfAndLikenessIsMutual(StructuralSimilarity form) {
        try (ExactBench bench = new ExactBench(form.method())) {
            assertThat(loss(form, bench, x, x)).isCloseTo(0, within(1e-9));
            assertThat(loss(form, bench, x, y)).isCloseTo(loss(form, bench, y, x), within(1e-12));
            assertThat(loss(form, bench, x, y)).isGreaterThan(0.2);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void agreesWithLoopsOverEveryPixelAndWindow(StructuralSimilarity form) {
        try (ExactBench bench = new ExactBench(form.method())) {
            assertThat(loss(form, bench, x, y)).isCloseTo(naive(form), within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gradientAgreesWithFiniteDifferences(StructuralSimilarity form) {
        try (ExactBench bench = new ExactBench(form.method())) {
            bench.checkGradient(1, 47, 1e-8, arguments(form, bench, x, y));
        }
    }

    private static double loss(StructuralSimilarity form, ExactBench bench, double[] one, double[] other) {
        return bench.value(arguments(form, bench, one, other));
    }

    private static NDArray[] arguments(StructuralSimilarity form, ExactBench bench, double[] one, double[] other) {
        return new NDArray[] {
            bench.tensor(one, 1, PICTURES, HEIGHT, WIDTH),
            bench.tensor(other, 1, PICTURES, HEIGHT, WIDTH),
            form.windows(bench.manager(), DataType.FLOAT64)
        };
    }

    private double naive(StructuralSimilarity form) {
        int margin = form.inside() ? form.windowSide() / 2 : 0;
        double sum = 0;
        double absolute = 0;
        int count = 0;
        for (int picture = 0; picture < PICTURES; picture++) {
            for (int row = margin; row < HEIGHT - margin; row++) {
                for (int column = margin; column < WIDTH - margin; column++) {
                    double structure = 1;
                    double[] seen = {};
                    for (double sigma : form.sigmas()) {
                        seen = window(picture * AREA, row, column, sigma, form.windowSide() / 2);
                        structure *= (2 * (seen[4] - seen[0] * seen[1]) + 9e-4)
                                / (seen[2] - seen[0] * seen[0] + seen[3] - seen[1] * seen[1] + 9e-4);
                    }
                    sum += structure * (2 * seen[0] * seen[1] + 1e-4) / (seen[0] * seen[0] + seen[1] * seen[1] + 1e-4);
                    absolute += seen[5];
                    count++;
                }
            }
        }
        double share = form.absoluteShare();
        return (1 - share) * (1 - sum / count) + share * absolute / count;
    }

    /** Weighted means of x, y, x squared, y squared, x y and |x - y| in 0 to 1. */
    private double[] window(int offset, int row, int column, double sigma, int reach) {
        double[] means = new double[6];
        double total = 0;
        for (int r = Math.max(0, row - reach); r <= Math.min(HEIGHT - 1, row + reach); r++) {
            for (int c = Math.max(0, column - reach); c <= Math.min(WIDTH - 1, column + reach); c++) {
                double distance = Math.pow(r - row, 2) + Math.pow(c - column, 2);
                double weight = Math.exp(-distance / (2 * sigma * sigma));
                double a = (x[offset + r * WIDTH + c] + 1) / 2;
                double b = (y[offset + r * WIDTH + c] + 1) / 2;
                double[] values = {a, b, a * a, b * b, a * b, Math.abs(a - b)};
                for (int i = 0; i < values.length; i++) {
                    means[i] += weight * values[i];
                }
                total += weight;
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= total;
        }
        return means;
    }
}
