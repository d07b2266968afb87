package io.genstream.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.Arrays;
import java.util.List;

/** One loss in the engine; every argument is a matrix. */
final class LossBench implements AutoCloseable {
    private final NDManager manager = Torch.newManager();
    private final ScriptLibrary library;
    private final String method;

    LossBench(ScriptMethod method) {
        this.library = ScriptLibrary.load(manager, List.of(method));
        this.method = method.name();
    }

    float[] values(float[][]... matrices) {
        return library.callAll(method, arrays(matrices)).get(0).toFloatArray();
    }

    /** The i-th of a loss's terms. */
    double term(int i, float[][]... matrices) {
        return library.callAll(method, arrays(matrices)).get(i).getFloat();
    }

    /** Of the first term with respect to one argument. */
    float[] gradient(int argument, float[][]... matrices) {
        NDArray[] arrays = arrays(matrices);
        arrays[argument].setRequiresGradient(true);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            gradients.backward(library.callAll(method, arrays).get(0));
        }
        return arrays[argument].getGradient().toFloatArray();
    }

    private NDArray[] arrays(float[][]... matrices) {
        return Arrays.stream(matrices)
                .map(matrix -> {
                    float[] flat = new float[matrix.length * matrix[0].length];
                    for (int i = 0; i < matrix.length; i++) {
                        System.arraycopy(matrix[i], 0, flat, i * matrix[0].length, matrix[0].length);
                    }
                    return manager.create(flat, new Shape(matrix.length, matrix[0].length));
                })
                .toArray(NDArray[]::new);
    }

    @Override
    public void close() {
        library.close();
        manager.close();
    }
}
