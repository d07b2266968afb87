package io.genstream.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimiser in float64 against its paper's lines in plain Java. */
class OptimizerTest {
    private static final double RATE = 0.03;
    private static final int SIZE = 6;
    private static final int UPDATES = 40;

    /** One weight: gets the number of the update, the weight, its gradient and two numbers to remember. */
    private interface Paper {
        double next(int t, double theta, double g, double[] memory);
    }

    private record Case(Optimizer optimizer, Paper paper) {}

    static List<Named<Case>> cases() {
        return List.of(
                Named.of("Adam", new Case(new Adam(0, 0.9, 1e-8), OptimizerTest::adam)),
                Named.of("RMSprop", new Case(RmsProp.standard(), OptimizerTest::rmsProp)),
                Named.of("Nesterov", new Case(new NesterovSgd(0.9), OptimizerTest::nesterov)),
                Named.of(
                        "clipped",
                        new Case(
                                new WeightClipping(RmsProp.standard(), 0.2),
                                (t, theta, g, memory) -> Math.max(-0.2, Math.min(0.2, rmsProp(t, theta, g, memory))))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithThePaper(Case tested) {
        Optimizer optimizer = tested.optimizer();
        SplittableRandom random = new SplittableRandom(3);
        double[] theta = random.doubles(SIZE, -1, 1).toArray();
        double[][] memories = new double[SIZE][2];
        List<Optimizer.Slot> slots = List.of(new Optimizer.Slot("w", true, SIZE));
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library =
                        ScriptLibrary.load(manager, List.of(optimizer.script("update", slots, false)))) {
            NDArray weight = manager.create(theta);
            weight.setRequiresGradient(true);
            List<NDArray> moments = new ArrayList<>();
            for (int i = 0; i < optimizer.moments(); i++) {
                moments.add(manager.create(new double[SIZE], new Shape(SIZE)));
            }
            for (int t = 1; t <= UPDATES; t++) {
                double[] g = random.doubles(SIZE, -1, 1).toArray();
                List<NDArray> arguments = new ArrayList<>(List.of(
                        manager.create(optimizer.stepSize(RATE, t)),
                        manager.create(1.0),
                        manager.create(1),
                        weight,
                        manager.create(g)));
                arguments.addAll(moments);
                assertThat(library.call("update", arguments.toArray(new NDArray[0]))
                                .getDouble())
                        .isPositive();
                for (int i = 0; i < SIZE; i++) {
                    theta[i] = tested.paper().next(t, theta[i], g[i], memories[i]);
                }
                assertThat(arguments.get(4).toDoubleArray()).containsOnly(0);
            }

            assertThat(weight.toDoubleArray()).containsExactly(theta, within(1e-12));
        }
    }

    @Test
    void schedulesFallFromOneAndStayAboveZero() {
        for (Schedule schedule : Schedule.values()) {
            double last = 1;
            assertThat(schedule.factor(0)).as(schedule.name()).isEqualTo(1);
            for (double progress = 0; progress <= 1.1; progress += 0.01) {
                assertThat(schedule.factor(progress)).isPositive().isLessThanOrEqualTo(last);
                last = schedule.factor(progress);
            }
        }
        assertThat(Schedule.LINEAR.factor(0.25)).isEqualTo(0.75);
        assertThat(Schedule.HALVING.factor(0.41)).isEqualTo(0.25);
        assertThat(Schedule.COSINE.factor(0.5)).isCloseTo(0.5, within(1e-12));
    }

    /** Algorithm 1 of Kingma and Ba, with beta1 0 and beta2 0.9 as a critic under a gradient penalty has them. */
    private static double adam(int t, double theta, double g, double[] memory) {
        memory[1] = 0.9 * memory[1] + 0.1 * g * g;
        double correction = Math.sqrt(1 - Math.pow(0.9, t));
        return theta - RATE * correction * g / (Math.sqrt(memory[1]) + 1e-8);
    }

    private static double rmsProp(int t, double theta, double g, double[] memory) {
        memory[0] = 0.99 * memory[0] + 0.01 * g * g;
        return theta - RATE * g / (Math.sqrt(memory[0]) + 1e-8);
    }

    /** Nesterov's own form looks ahead: this keeps the looked-ahead point as theta, which is what the gradient was taken at. */
    private static double nesterov(int t, double theta, double g, double[] memory) {
        double before = theta - 0.9 * memory[0];
        double velocity = 0.9 * memory[0] - RATE * g;
        memory[0] = velocity;
        double after = before + velocity;
        return after + 0.9 * velocity;
    }
}
