package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** One loss in the engine in float64, so that finite differences say something. */
public final class ExactBench implements AutoCloseable {
    private static final double STEP = 1e-5;

    private final NDManager manager = Torch.newManager();
    private final ScriptLibrary library;
    private final String method;

    public ExactBench(ScriptMethod method) {
        this.library = ScriptLibrary.load(manager, List.of(method));
        this.method = method.name();
    }

    public NDManager manager() {
        return manager;
    }

    public NDArray tensor(double[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    public static double[] uniform(int count, double low, double high, long seed) {
        return new SplittableRandom(seed).doubles(count, low, high).toArray();
    }

    public double value(NDArray... arguments) {
        return library.call(method, arguments).getDouble();
    }

    /** Central differences in every {@code stride}-th value of one argument against the engine's gradient. */
    public void checkGradient(int argument, int stride, double tolerance, NDArray... arguments) {
        double[] gradient = gradient(argument, arguments);
        double[] values = arguments[argument].toDoubleArray();
        for (int i = 0; i < values.length; i += stride) {
            double difference =
                    (at(argument, i, STEP, values, arguments) - at(argument, i, -STEP, values, arguments)) / (2 * STEP);
            assertThat(gradient[i]).as("value %d", i).isCloseTo(difference, within(tolerance));
        }
        assertThat(DoubleStream.of(gradient).map(Math::abs).max().orElseThrow())
                .as("largest value of the gradient")
                .isGreaterThan(100 * tolerance);
    }

    private double[] gradient(int argument, NDArray... arguments) {
        NDArray[] copies = arguments.clone();
        copies[argument] = arguments[argument].duplicate();
        copies[argument].setRequiresGradient(true);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            gradients.backward(library.call(method, copies));
        }
        return copies[argument].getGradient().toDoubleArray();
    }

    private double at(int argument, int i, double by, double[] values, NDArray... arguments) {
        double[] moved = values.clone();
        moved[i] += by;
        NDArray[] copies = arguments.clone();
        copies[argument] = manager.create(moved, arguments[argument].getShape());
        return value(copies);
    }

    @Override
    public void close() {
        library.close();
        manager.close();
    }
}
