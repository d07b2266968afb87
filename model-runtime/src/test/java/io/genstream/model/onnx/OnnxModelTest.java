package io.genstream.model.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ConditionKind;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorType;
import io.genstream.model.testing.TinyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A card that does not describe its file is refused when the file is opened, in words. */
class OnnxModelTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
    private static final TinyGenerator TINY = TinyGenerator.exported();

    @Test
    void refusesBytesThatAreNoModel() {
        byte[] garbage = "not an ONNX file".getBytes(StandardCharsets.UTF_8);
        refused(garbage, TINY.card(), "ONNX Runtime cannot open the model");
        refused(new byte[0], TINY.card(), "ONNX Runtime cannot open the model");
        byte[] cut = Arrays.copyOf(TINY.onnx(), TINY.onnx().length / 2);
        refused(cut, TINY.card(), "ONNX Runtime cannot open the model");
    }

    @Test
    void refusesAnInputThatTheFileLacks() {
        refused(
                TINY.withCondition(null).onnx(),
                TINY.card(),
                "input 'condition' of the card is not in the model, which has [latent]");
    }

    @Test
    void refusesAFileInputThatTheCardLacks() {
        refused(TINY.onnx(), TINY.withCondition(null).card(), "the model needs input 'condition'");
    }

    @Test
    void refusesAnotherType() {
        refused(
                TINY.onnx(),
                TINY.withCondition(ConditionKind.ONE_HOT).card(),
                "input 'condition' is FLOAT32 in the card, but INT64 in the model");
        refused(
                TINY.onnx(),
                TINY.withOutput(ImageLayout.NHWC, TensorType.FLOAT32, 0, 1).card(),
                "output 'image' is FLOAT32 in the card, but UINT8 in the model");
    }

    @Test
    void refusesAnotherShape() {
        refused(TINY.onnx(), card(7).build(), "input 'latent' has shape [-1, 6] in the model, but [batch] + [7]");
        ModelCard spatial = ModelCard.builder(TinyGenerator.HEIGHT, TinyGenerator.WIDTH, TinyGenerator.CHANNELS)
                .input(ModelInput.normalLatent("latent", 6, 1, 1))
                .input(ModelInput.classIndex("condition"))
                .labels(LabelKind.CLASS, NAMES, List.of())
                .output(ModelOutput.rawImage("image", 4, 3, 3))
                .build();
        refused(TINY.onnx(), spatial, "[6, 1, 1] needs 4 axes");
        refused(
                TINY.onnx(),
                TINY.withOutput(ImageLayout.NCHW, TensorType.UINT8, 0, 255).card(),
                "output 'image' has shape [-1, 4, 3, 3]");
    }

    @Test
    void refusesAnotherBatch() {
        refused(TINY.withFixedBatch(3).onnx(), TINY.card(), "takes batches of exactly 3; set the card's fixedBatch");
        refused(
                TINY.withFixedBatch(3).onnx(),
                TINY.withFixedBatch(2).card(),
                "takes batches of exactly 3, but the card's fixedBatch is 2");
    }

    @Test
    void refusesABatchTooLargeForOneBuffer() {
        assertThatThrownBy(() -> run(new RuntimeOptions(1, false, Integer.MAX_VALUE)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("run it with a smaller batch");
    }

    private static void run(RuntimeOptions options) {
        ModelCard card = TINY.card();
        try (OnnxModel model = OnnxModel.open(TINY.onnx(), card, card.outputs(), options, false)) {
            model.run(1, (input, sample, target) -> {}, (output, sample, source) -> {});
        }
    }

    private static ModelCardBuilder card(int latent) {
        return ModelCard.builder(TinyGenerator.HEIGHT, TinyGenerator.WIDTH, TinyGenerator.CHANNELS)
                .input(ModelInput.normalLatent("latent", latent))
                .input(ModelInput.classIndex("condition"))
                .labels(LabelKind.CLASS, NAMES, List.of())
                .output(ModelOutput.rawImage("image", 4, 3, 3));
    }

    private static void refused(byte[] onnx, ModelCard card, String message) {
        assertThatThrownBy(() -> OnnxModel.open(onnx, card, card.outputs(), RuntimeOptions.defaults(), false)
                        .close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }
}
