package io.genstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.export.EngineReference;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.Probe;
import io.genstream.trainer.testing.GradientCheck;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.Torch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every layer: its gradients are right, and ONNX Runtime computes what the engine computes. */
class LayerTest {
    private static final int BATCH = 3;
    private static final long[] MAPS = {4, 6, 6};
    private static final long[] ROW = {5};
    private static final Initialiser HE = Initialiser.HE;

    private final RandomValues random = new RandomValues(5);

    static Stream<Arguments> layers() {
        return Stream.concat(Stream.of(Activation.values()), layersWithWeights())
                .map(layer -> {
                    boolean ofRows = layer instanceof Dense
                            || layer instanceof DenseToMap
                            || layer instanceof SpectralNorm normed && normed.inner() instanceof Dense;
                    return Arguments.of(Named.of(name(layer), layer), ofRows ? ROW : MAPS);
                });
    }

    private static String name(Layer layer) {
        return layer.toString().replaceAll(", initialiser=[^]]*", "");
    }

    private static Stream<Layer> layersWithWeights() {
        return Stream.of(
                new Conv(4, 3, 4, 2, 1, true, HE),
                new Conv(4, 3, 3, 1, 1, false, HE),
                new Conv(4, 3, 5, 3, 0, true, HE),
                new TransposedConv(4, 3, true, HE),
                new Dense(5, 3, HE),
                new DenseToMap(5, 2, 3, HE),
                new BatchNorm(4),
                new InstanceNorm(4),
                new SpectralNorm(new Conv(4, 3, 4, 2, 1, true, HE)),
                new SpectralNorm(new Conv(4, 3, 3, 1, 1, false, HE)),
                new SpectralNorm(new Dense(5, 3, HE)),
                new Activation.ScaledSigmoid(2.5),
                new Dropout(0.3),
                Shaping.UPSAMPLE,
                Shaping.MAX_POOL,
                Shaping.FLATTEN);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientAgreesWithFiniteDifferences(Layer layer, long[] shape) {
        Network network = network(layer);
        GradientCheck check = GradientCheck.of(network.trainingScript()).with("input", batch(shape));
        if (network.random()) {
            check.given(new double[] {77}, 1);
        }
        List<float[]> weights = weights(network);
        for (int i = 0; i < weights.size(); i++) {
            ParameterSpec parameter = network.parameters().get(i);
            double[] values = doubles(weights.get(i));
            if (parameter.trained()) {
                check.with(parameter.name(), values, parameter.shape());
            } else {
                check.given(
                        layer instanceof SpectralNorm ? leading(weights.get(0), values) : values, parameter.shape());
            }
        }
        check.verify();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void computesTheSameInOnnxRuntime(Layer layer, long[] shape) {
        Network network = network(layer);
        List<float[]> weights = weights(network);
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(network.evaluationScript()))) {
            var engine = EngineReference.of(network, weights, manager, library);
            Probe probe = new Probe(random.normals(BATCH * elements(shape), 1), shape, new float[BATCH][]);
            int outputs = engine.outputs(probe).get(0).length / BATCH;

            assertThat(new NetworkExport(network, weights, engine)
                            .reader(List.of(outputs), probe)
                            .largestDifference())
                    .isLessThan(1e-5);
        }
    }

    private List<float[]> weights(Network network) {
        return random.trainedLike(network);
    }

    private static Network network(Layer layer) {
        return new Network("layer", Condition.none(), List.of(layer, Shaping.FLATTEN), "out");
    }

    private static int elements(long[] shape) {
        long product = 1;
        for (long axis : shape) {
            product *= axis;
        }
        return (int) product;
    }

    private static long[] batch(long[] shape) {
        long[] batch = new long[shape.length + 1];
        batch[0] = BATCH;
        System.arraycopy(shape, 0, batch, 1, shape.length);
        return batch;
    }

    /** The left singular vector, where a power iteration rests: elsewhere its own movement would count as a gradient. */
    private static double[] leading(float[] matrix, double[] start) {
        return SingularValue.of(doubles(matrix), start).left();
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
