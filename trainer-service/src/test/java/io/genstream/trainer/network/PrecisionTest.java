package io.genstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.loss.GradientPenalty;
import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What bfloat16 may change, and what it may not; on processors without it libtorch emulates it. */
class PrecisionTest {
    private static final int BATCH = 8;
    private static final int LATENT = 10;
    private static final int WIDTH = 8;
    private static final Shape PICTURES = new Shape(BATCH, 3, 32, 32);

    /** bfloat16 keeps 8 bits: up to 0.4 % a value, ten and more times that after chains of layers whose terms cancel. */
    private static final double ERROR = 0.15;

    private final RandomValues random = new RandomValues(9);

    static Stream<Arguments> networks() {
        return Stream.concat(
                Stream.of(
                        Arguments.of(Named.of("generator", generator(false)), latents()),
                        Arguments.of(Named.of("upsampling generator", generator(true)), latents()),
                        Arguments.of(
                                Named.of("rebuilder", BeganNetworks.autoencoder(LATENT, WIDTH, 32, 3, CriticNorm.NONE)),
                                PICTURES)),
                Stream.of(CriticNorm.values())
                        .map(norm -> Arguments.of(Named.of("critic, " + norm.word(), critic(norm)), PICTURES)));
    }

    private static Shape latents() {
        return new Shape(BATCH, LATENT);
    }

    private static Network generator(boolean upsampled) {
        return DcganGenerator.describe(
                new GeneratorShape(LATENT, WIDTH, 32, 3, upsampled, 0, Initialiser.HE), Condition.none());
    }

    private static Network critic(CriticNorm norm) {
        return DcganDiscriminator.describe(
                new DiscriminatorShape(WIDTH, 32, 3, norm, 0, Initialiser.HE), Condition.none());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void outputAndGradientsAgreeWithFloat32WithinItsError(Network network, Shape input) {
        float[] values = random.normals((int) input.size(), 1);
        List<float[]> weights = initial(network);
        List<float[]> exact = pass(network, weights, values, input);
        List<float[]> reduced = pass(network.in(Precision.BFLOAT16), weights, values, input);

        for (int i = 0; i < exact.size(); i++) {
            assertThat(distance(reduced.get(i), exact.get(i))).as("tensor " + i).isLessThan(ERROR);
        }
        assertThat(distance(reduced.get(0), exact.get(0))).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "INSTANCE"})
    void gradientPenaltyAgreesWithFloat32WithinItsError(CriticNorm norm) {
        float[] pictures = random.normals((int) PICTURES.size(), 1);
        List<float[]> weights = initial(critic(norm));
        List<float[]> exact = penalty(critic(norm), weights, pictures);
        List<float[]> reduced = penalty(critic(norm).in(Precision.BFLOAT16), weights, pictures);

        for (int i = 0; i < exact.size(); i++) {
            assertThat(distance(reduced.get(i), exact.get(i))).as("tensor " + i).isLessThan(ERROR);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void evaluationFormIsTheSameInBoth(Network network, Shape input) {
        assertThat(network.in(Precision.BFLOAT16).evaluationScript()).isEqualTo(network.evaluationScript());
        assertThat(network.in(Precision.BFLOAT16).parameters())
                .extracting(ParameterSpec::name)
                .containsExactlyElementsOf(
                        network.parameters().stream().map(ParameterSpec::name).toList());
    }

    private List<float[]> initial(Network network) {
        NetworkTraining training = new NetworkTraining(network, Adam.withBeta1(0.5), 0);
        return NetworkState.initial(training, new SplittableRandom(3)).values();
    }

    /** The output, then the gradient of its weighted sum by each trained tensor, then what the pass moved. */
    private static List<float[]> pass(Network network, List<float[]> weights, float[] input, Shape shape) {
        float[] direction = new RandomValues(4).normals(BATCH * 3 * 32 * 32, 1);
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library =
                        ScriptLibrary.load(manager, List.of(network.trainingScript(), LayerBench.weightedSum()))) {
            List<NDArray> arguments = arguments(network, weights, manager.create(input, shape));
            List<float[]> seen = new ArrayList<>();
            try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
                NDArray output = library.call(network.trainingMethod(), arguments.toArray(new NDArray[0]));
                assertThat(output.getDataType()).isEqualTo(DataType.FLOAT32);
                seen.add(output.toFloatArray());
                NDArray weighted =
                        manager.create(direction).get("0:" + output.size()).reshape(output.getShape());
                gradients.backward(library.call(LayerBench.WEIGHTED_SUM, output, weighted));
            }
            seen.addAll(learnt(network, arguments));
            return seen;
        }
    }

    /** The penalty, then its gradients. */
    private static List<float[]> penalty(Network critic, List<float[]> weights, float[] input) {
        List<ScriptMethod> methods = new ArrayList<>(GradientPenalty.methods(10));
        methods.add(critic.trainingScript());
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, methods)) {
            NDArray pictures = manager.create(input, PICTURES);
            pictures.setRequiresGradient(true);
            List<NDArray> arguments = arguments(critic, weights, pictures);
            List<float[]> seen = new ArrayList<>();
            try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
                NDArray scores = library.call(critic.trainingMethod(), arguments.toArray(new NDArray[0]));
                NDArray penalty = library.call(GradientPenalty.PENALTY, scores, pictures);
                seen.add(penalty.toFloatArray());
                gradients.backward(penalty);
            }
            // the last bias moves no slope
            seen.addAll(learnt(critic, arguments).subList(0, 1));
            return seen;
        }
    }

    private static List<NDArray> arguments(Network network, List<float[]> weights, NDArray input) {
        List<NDArray> arguments = new ArrayList<>(List.of(input));
        for (int i = 0; i < weights.size(); i++) {
            ParameterSpec parameter = network.parameters().get(i);
            NDArray tensor = input.getManager().create(weights.get(i), new Shape(parameter.shape()));
            tensor.setRequiresGradient(parameter.trained());
            arguments.add(tensor);
        }
        return arguments;
    }

    private static List<float[]> learnt(Network network, List<NDArray> arguments) {
        List<float[]> seen = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            NDArray tensor = arguments.get(i);
            boolean trained = network.parameters().get(i - 1).trained();
            NDArray shown = trained ? tensor.getGradient() : tensor;
            assertThat(shown.getDataType()).isEqualTo(DataType.FLOAT32);
            seen.add(shown.toFloatArray());
        }
        return seen;
    }

    /** Length of the difference, as a share of the length of what is right. */
    private static double distance(float[] actual, float[] right) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < right.length; i++) {
            difference += Math.pow(actual[i] - right[i], 2);
            length += Math.pow(right[i], 2);
        }
        return Math.sqrt(difference / length);
    }
}
