package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.network.CriticNorm;
import io.genstream.trainer.network.DcganDiscriminator;
import io.genstream.trainer.network.DiscriminatorShape;
import io.genstream.trainer.network.Initialiser;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.RandomValues;
import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientPenaltyTest {
    private static final double WEIGHT = 10;
    private static final double STEP = 1e-5;

    private final RandomValues random = new RandomValues(9);

    @Test
    void penaltyOfALinearCriticIsKnownInClosedForm() {
        double[] w = {0.3, -1.1, 0.7, 0.2};
        double length = Math.sqrt(0.09 + 1.21 + 0.49 + 0.04);
        ScriptBuilder script = new ScriptBuilder("linear");
        String x = script.parameter("x");
        ScriptMethod critic = script.returns(script.assign("torch.mv({}, {})", x, script.parameter("w")));
        try (Bench bench = new Bench(critic, new double[] {1, 2, 3, 4, -1, 0.5, 0, 2}, new Shape(2, 4))) {
            NDArray weight = bench.manager.create(w);

            assertThat(bench.penalty(List.of(weight))).isCloseTo(WEIGHT * Math.pow(length - 1, 2), within(1e-10));
            double[] gradient = bench.gradients(List.of(weight)).get(0);
            for (int i = 0; i < w.length; i++) {
                assertThat(gradient[i]).isCloseTo(WEIGHT * 2 * (length - 1) * w[i] / length, within(1e-9));
            }
        }
    }

    /** With instance normalisation, as in WGAN-GP: the penalty's gradient is a second derivative of every layer. */
    @Test
    void gradientOfARealCriticAgreesWithFiniteDifferences() {
        Network critic = DcganDiscriminator.describe(
                new DiscriminatorShape(2, 32, 1, CriticNorm.INSTANCE, 0, Initialiser.HE), Condition.none());
        List<float[]> weights = random.trainedLike(critic);
        double[] pictures = doubles(random.normals(2 * 32 * 32, 0.5));
        try (Bench bench = new Bench(critic.statelessScript(), pictures, new Shape(2, 1, 32, 32))) {
            List<double[]> gradients = bench.gradients(bench.arrays(critic, weights, -1, 0, 0));
            double largest = 0;
            int checked = 0;
            for (int p = 0; p < weights.size(); p++) {
                for (int i = 0; i < weights.get(p).length; i += 1 + weights.get(p).length / 3) {
                    double up = bench.penalty(bench.arrays(critic, weights, p, i, STEP));
                    double down = bench.penalty(bench.arrays(critic, weights, p, i, -STEP));
                    double expected = (up - down) / (2 * STEP);
                    largest = Math.max(largest, Math.abs(expected));
                    assertThat(gradients.get(p)[i])
                            .as(critic.parameters().get(p).name())
                            .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
                    checked++;
                }
            }
            assertThat(checked).isGreaterThan(15);
            assertThat(largest).isGreaterThan(0.01);
        }
    }

    @Test
    void mixesLieBetweenRealAndMade() {
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(GradientPenalty.mix()))) {
            float[] mixed = library.call(
                            GradientPenalty.MIX,
                            manager.create(new float[] {1, 1}, new Shape(2, 1, 1, 1)),
                            manager.create(new float[] {-1, 3}, new Shape(2, 1, 1, 1)),
                            manager.create(new float[] {0.25f, 1}, new Shape(2, 1, 1, 1)))
                    .toFloatArray();

            assertThat(mixed).containsExactly(-0.5f, 1);
        }
    }

    /** A critic in float64 and the penalty of it. */
    private static final class Bench implements AutoCloseable {
        private final NDManager manager = Torch.newManager();
        private final ScriptLibrary library;
        private final String critic;
        private final double[] pictures;
        private final Shape shape;

        Bench(ScriptMethod critic, double[] pictures, Shape shape) {
            this.library = ScriptLibrary.load(manager, List.of(critic, GradientPenalty.penalty(WEIGHT)));
            this.critic = critic.name();
            this.pictures = pictures;
            this.shape = shape;
        }

        List<NDArray> arrays(Network network, List<float[]> weights, int parameter, int entry, double by) {
            List<NDArray> arrays = new ArrayList<>();
            for (int p = 0; p < weights.size(); p++) {
                double[] values = doubles(weights.get(p));
                if (p == parameter) {
                    values[entry] += by;
                }
                arrays.add(manager.create(
                        values, new Shape(network.parameters().get(p).shape())));
            }
            return arrays;
        }

        double penalty(List<NDArray> weights) {
            try (GradientCollector unused = Torch.engine().newGradientCollector()) {
                return of(weights).getDouble();
            }
        }

        List<double[]> gradients(List<NDArray> weights) {
            weights.forEach(weight -> weight.setRequiresGradient(true));
            try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
                gradients.backward(of(weights));
            }
            return weights.stream().map(Bench::gradient).toList();
        }

        /** The slope does not depend on an offset behind everything else: autograd then has no gradient at all. */
        private static double[] gradient(NDArray weight) {
            NDArray gradient = weight.getGradient();
            boolean missing = gradient.getDataType() != DataType.FLOAT64;
            return missing ? new double[(int) weight.size()] : gradient.toDoubleArray();
        }

        private NDArray of(List<NDArray> weights) {
            NDArray x = manager.create(pictures, shape);
            x.setRequiresGradient(true);
            List<NDArray> arguments = new ArrayList<>(List.of(x));
            arguments.addAll(weights);
            NDArray scores = library.call(critic, arguments.toArray(new NDArray[0]));
            return library.call(GradientPenalty.PENALTY, scores, x);
        }

        @Override
        public void close() {
            library.close();
            manager.close();
        }
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
