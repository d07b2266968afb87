package io.genstream.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdamTest {
    private static final double RATE = 0.01;
    private static final double DECAY = 0.9;
    private static final int SIZE = 6;

    private final Adam adam = Adam.withBeta1(0.5);

    @Test
    void agreesWithThePaperOverManyUpdates() {
        SplittableRandom random = new SplittableRandom(1);
        int size = 6;
        double[] theta = random.doubles(SIZE, -1, 1).toArray();
        double[] average = theta.clone();
        double[] first = new double[SIZE];
        double[] second = new double[SIZE];
        List<Optimizer.Slot> slots = List.of(new Optimizer.Slot("w", true, SIZE));
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(adam.script("update", slots, true)))) {
            NDArray weight = manager.create(floats(theta));
            weight.setRequiresGradient(true);
            NDArray m = manager.create(new float[SIZE]);
            NDArray v = manager.create(new float[SIZE]);
            NDArray mean = manager.create(floats(theta));
            NDArray whole = manager.create(Integer.MAX_VALUE);
            for (int t = 1; t <= 50; t++) {
                double[] g = random.doubles(SIZE, -1, 1).toArray();
                NDArray gradient = manager.create(floats(g));
                NDArray rate = manager.create((float) adam.stepSize(RATE, t));
                NDArray averageWeight = manager.create((float) Optimizer.averageWeight(DECAY, t));
                assertThat(library.call("update", rate, averageWeight, whole, weight, gradient, m, v, mean)
                                .getFloat())
                        .isPositive();
                assertThat(gradient.toFloatArray()).containsOnly(0);
                paper(theta, first, second, g, t);
                double decay = Math.min(DECAY, (1.0 + t) / (10.0 + t));
                for (int i = 0; i < size; i++) {
                    average[i] = decay * average[i] + (1 - decay) * theta[i];
                }
            }

            assertThat(weight.toFloatArray()).containsExactly(floats(theta), within(1e-5f));
            assertThat(mean.toFloatArray()).containsExactly(floats(average), within(1e-5f));
        }
    }

    @Test
    void leavesUntrainedTensorsAlone() {
        List<Optimizer.Slot> slots = List.of(new Optimizer.Slot("statistic", false, 1));
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(adam.script("update", slots, true)))) {
            NDArray statistic = manager.create(new float[] {4});
            NDArray average = manager.create(new float[] {0});
            assertThat(library.call(
                                    "update",
                                    manager.create(1f),
                                    manager.create(0.25f),
                                    manager.create(1),
                                    statistic,
                                    average)
                            .getFloat())
                    .isEqualTo(1);

            assertThat(statistic.toFloatArray()).containsExactly(4);
            assertThat(average.toFloatArray()).containsExactly(1);
        }
    }

    /** Large tensors are worked at in pieces; an odd rest is among them. */
    @Test
    void piecesChangeNoBit() {
        int size = 2 * Optimizer.PIECE + 77;
        List<float[]> pieces = threeUpdates(size, Optimizer.PIECE);
        List<float[]> whole = threeUpdates(size, Integer.MAX_VALUE);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(Arrays.mismatch(pieces.get(i), whole.get(i)))
                    .as("tensor " + i)
                    .isEqualTo(-1);
        }
    }

    private List<float[]> threeUpdates(int size, long piece) {
        SplittableRandom random = new SplittableRandom(2);
        List<Optimizer.Slot> slots = List.of(new Optimizer.Slot("w", true, size));
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(adam.script("update", slots, true)))) {
            Torch.prepareThread(1);
            NDArray weight = manager.create(floats(random.doubles(size, -1, 1).toArray()));
            NDArray mean = weight.duplicate();
            NDArray m = manager.create(new float[size]);
            NDArray v = manager.create(new float[size]);
            weight.setRequiresGradient(true);
            for (int t = 1; t <= 3; t++) {
                NDArray gradient =
                        manager.create(floats(random.doubles(size, -1, 1).toArray()));
                NDArray rate = manager.create((float) adam.stepSize(RATE, t));
                NDArray share = manager.create(0.25f);
                assertThat(library.call("update", rate, share, manager.create(piece), weight, gradient, m, v, mean)
                                .getFloat())
                        .isPositive();
                assertThat(gradient.toFloatArray()).containsOnly(0);
            }
            return List.of(weight.toFloatArray(), mean.toFloatArray(), m.toFloatArray(), v.toFloatArray());
        }
    }

    /** The last lines of section 2 in Kingma and Ba, with their epsilon-hat. */
    private void paper(double[] theta, double[] m, double[] v, double[] g, int t) {
        double alpha = RATE * Math.sqrt(1 - Math.pow(adam.beta2(), t)) / (1 - Math.pow(adam.beta1(), t));
        for (int i = 0; i < theta.length; i++) {
            m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g[i];
            v[i] = adam.beta2() * v[i] + (1 - adam.beta2()) * g[i] * g[i];
            theta[i] -= alpha * m[i] / (Math.sqrt(v[i]) + adam.epsilon());
        }
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }
}
