package io.genstream.trainer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A script method's gradient by autograd against central differences of the same method, both in float64: the gradient of
 * a random weighted sum of its first result.
 */
public final class GradientCheck {
    private static final String WEIGHTED_SUM = "weighted_sum";
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-7;

    /** Entries of a large argument that are looked at. */
    private static final int SAMPLED = 12;

    private final ScriptMethod method;
    private final List<Argument> arguments = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(17);

    private record Argument(String name, double[] values, long[] shape, boolean differentiated) {}

    private GradientCheck(ScriptMethod method) {
        this.method = method;
    }

    public static GradientCheck of(ScriptMethod method) {
        return new GradientCheck(method);
    }

    /** The next argument, standard normal, whose gradient is checked. */
    public GradientCheck with(String name, long... shape) {
        return with(name, normals(new Shape(shape)), shape);
    }

    /** The next argument, whose gradient is checked. */
    public GradientCheck with(String name, double[] values, long... shape) {
        arguments.add(new Argument(name, values, shape, true));
        return this;
    }

    /** The next argument, taken as given. */
    public GradientCheck given(double[] values, long... shape) {
        arguments.add(new Argument("given", values, shape, false));
        return this;
    }

    private double[] normals(Shape shape) {
        return random.doubles(shape.size(), 0, 1)
                .map(unused -> random.nextGaussian())
                .toArray();
    }

    public void verify() {
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(method, weightedSum()))) {
            double[] direction = normals(result(library, arrays(manager, -1, -1, 0)));
            List<NDArray> arrays = arrays(manager, -1, -1, 0);
            for (int i = 0; i < arrays.size(); i++) {
                arrays.get(i).setRequiresGradient(arguments.get(i).differentiated());
            }
            try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
                gradients.backward(value(library, arrays, direction));
            }
            for (int i = 0; i < arrays.size(); i++) {
                if (arguments.get(i).differentiated()) {
                    compare(library, i, arrays.get(i).getGradient().toDoubleArray(), direction);
                }
            }
        }
    }

    private void compare(ScriptLibrary library, int argument, double[] gradient, double[] direction) {
        double largest = 1;
        for (double value : gradient) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int k = 0; k < Math.min(SAMPLED, gradient.length); k++) {
            int entry = gradient.length <= SAMPLED ? k : random.nextInt(gradient.length);
            double up = moved(library, argument, entry, STEP, direction);
            double down = moved(library, argument, entry, -STEP, direction);
            assertThat(gradient[entry])
                    .as("%s of %s, entry %d", arguments.get(argument).name(), method.name(), entry)
                    .isCloseTo((up - down) / (2 * STEP), within(TOLERANCE * largest));
        }
    }

    private double moved(ScriptLibrary library, int argument, int entry, double by, double[] direction) {
        try (NDManager scope = Torch.newManager()) {
            return value(library, arrays(scope, argument, entry, by), direction).getDouble();
        }
    }

    /** Fresh copies: a method may update some of them. */
    private List<NDArray> arrays(NDManager manager, int argument, int entry, double by) {
        List<NDArray> arrays = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            double[] values = arguments.get(i).values().clone();
            if (i == argument) {
                values[entry] += by;
            }
            arrays.add(manager.create(values, new Shape(arguments.get(i).shape())));
        }
        return arrays;
    }

    private Shape result(ScriptLibrary library, List<NDArray> arrays) {
        return library.callAll(method.name(), arrays.toArray(new NDArray[0]))
                .get(0)
                .getShape();
    }

    private NDArray value(ScriptLibrary library, List<NDArray> arrays, double[] direction) {
        NDArray result =
                library.callAll(method.name(), arrays.toArray(new NDArray[0])).get(0);
        return library.call(WEIGHTED_SUM, result, result.getManager().create(direction, result.getShape()));
    }

    private static ScriptMethod weightedSum() {
        ScriptBuilder script = new ScriptBuilder(WEIGHTED_SUM);
        String x = script.parameter("x");
        String direction = script.parameter("direction");
        return script.returns(script.assign("torch.sum(torch.mul({}, {}))", x, direction));
    }
}
