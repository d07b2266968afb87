package io.genstream.trainer.loss.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.onnx.OnnxSession;
import io.genstream.trainer.loss.ExactBench;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a MobileNet that is too large for this repository: {@code GENSTREAM_MODELS} names the directory it lies in. */
class PerceptualLossTest {
    private static final String POOLED = "pw5_gap";
    private static final int SIDE = 224;

    @Test
    void computesWhatOnnxRuntimeComputes() throws IOException {
        byte[] file = network();
        double[] picture = ExactBench.uniform(3 * SIDE * SIDE, -1, 1, 3);
        float[] expected = run(file, picture);
        PerceptualLoss loss = new PerceptualLoss(file, POOLED, SIDE, -1);
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(loss.featureMethod()))) {
            List<NDArray> arguments = new ArrayList<>();
            arguments.add(manager.create(picture, new Shape(1, 3, SIDE, SIDE)).toType(DataType.FLOAT32, false));
            arguments.addAll(loss.weights(manager, DataType.FLOAT32));

            float[] features = library.call(loss.featureMethod().name(), arguments.toArray(new NDArray[0]))
                    .toFloatArray();

            assertThat(features).hasSize(192).containsExactly(expected, within(1e-4f));
        }
    }

    /** The picture is smaller than what the network sees, so the way through the resizing is held, too. */
    @Test
    void gradientOfThePictureAgreesWithFiniteDifferences() throws IOException {
        PerceptualLoss loss = new PerceptualLoss(network(), "conv_pw_2_relu_relu6", 32, 0);
        try (ExactBench bench = new ExactBench(loss.method())) {
            List<NDArray> arguments = new ArrayList<>();
            arguments.add(bench.tensor(ExactBench.uniform(3 * 24 * 24, 0, 1, 4), 1, 3, 24, 24));
            arguments.add(bench.tensor(ExactBench.uniform(3 * 24 * 24, 0, 1, 5), 1, 3, 24, 24));
            arguments.addAll(loss.weights(bench.manager(), DataType.FLOAT64));

            bench.checkGradient(1, 401, 1e-7, arguments.toArray(new NDArray[0]));
        }
    }

    @Test
    void aLayerThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        byte[] file = network();

        assertThatThrownBy(() -> new PerceptualLoss(file, "conv99", SIDE, -1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("the feature network computes no 'conv99'; it computes conv1, conv1_bn,");
        assertThatThrownBy(() -> new PerceptualLoss(file, "probs", SIDE, -1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("choose an earlier layer");
    }

    private static byte[] network() throws IOException {
        String models = System.getenv().getOrDefault("GENSTREAM_MODELS", "../../shared/models");
        Path file = Path.of(models, "mobilenet_v1_075_imagenet.onnx");
        assumeTrue(Files.exists(file), file + " is not there");
        return Files.readAllBytes(file);
    }

    private static float[] run(byte[] file, double[] picture) {
        float[] values = new float[picture.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) picture[i];
        }
        try (OnnxSession session = OnnxSession.open(file, RuntimeOptions.defaults())) {
            return session.run(Map.of("image", new float[][] {values})).floats(POOLED);
        }
    }
}
