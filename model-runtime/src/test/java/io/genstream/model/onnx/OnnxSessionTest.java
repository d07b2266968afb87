package io.genstream.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.TensorType;
import io.genstream.model.generator.Generator;
import io.genstream.model.testing.TinyGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxSessionTest {
    private static final float[][] LATENTS = {{1, 2, 3, 4, 5, 6}, {-1, 0, 1, 0, -1, 0}};
    private static final float[][] CLASSES = {{1}, {0}};

    @Test
    void computesByNameWhatTheGeneratorComputesByCard() {
        TinyGenerator tiny = TinyGenerator.exported();
        try (OnnxSession session = OnnxSession.open(tiny.onnx(), RuntimeOptions.defaults());
                Generator generator = Generator.open(tiny.onnx(), tiny.card(), RuntimeOptions.defaults())) {
            assertThat(session.takes("condition")).isTrue();
            assertThat(session.takes("image")).isFalse();
            assertThat(session.outputs()).containsExactly("image");

            byte[] both =
                    session.run(Map.of("latent", LATENTS, "condition", CLASSES)).bytes("image");

            byte[][] expected = generator.generate(LATENTS, CLASSES).images();
            assertThat(both).startsWith(expected[0]).endsWith(expected[1]).hasSize(2 * expected[0].length);
        }
    }

    @Test
    void floatsComeOutAsFloats() {
        TinyGenerator tiny = TinyGenerator.exported().withOutput(ImageLayout.NCHW, TensorType.FLOAT32, -1, 1);
        try (OnnxSession session = OnnxSession.open(tiny.onnx(), RuntimeOptions.defaults())) {
            OnnxSession.Outputs outputs = session.run(Map.of("latent", LATENTS, "condition", CLASSES));

            assertThat(outputs.floats("image"))
                    .hasSize(2 * TinyGenerator.HEIGHT * TinyGenerator.WIDTH * TinyGenerator.CHANNELS);
            assertThatThrownBy(() -> outputs.bytes("image")).isInstanceOf(ModelException.class);
        }
    }

    @Test
    void refusesWhatDoesNotFitTheFile() {
        try (OnnxSession session = OnnxSession.open(TinyGenerator.exported().onnx(), RuntimeOptions.defaults())) {
            assertThatThrownBy(() -> session.run(Map.of("latents", LATENTS)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("no input latents");
            assertThatThrownBy(() -> session.run(Map.of("latent", CLASSES)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("takes 6 values, not 1");
            assertThatThrownBy(() -> session.run(Map.of("latent", LATENTS)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("ONNX Runtime failed");
        }
        assertThatThrownBy(() -> OnnxSession.open(new byte[] {1, 2, 3}, RuntimeOptions.defaults()))
                .isInstanceOf(ModelException.class);
    }

    /** Whatever lies at that path where the process runs would become the model's weights. */
    @Test
    void refusesWeightsInAnotherFileWhereverTheyAreNamed() throws Exception {
        OnnxMl.ModelProto whole =
                OnnxMl.ModelProto.parseFrom(TinyGenerator.exported().onnx());
        OnnxMl.TensorProto outside = OnnxMl.TensorProto.newBuilder()
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("offset")
                        .setValue("0"))
                .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue("tiny.onnx.data"))
                .build();
        OnnxMl.ModelProto.Builder asInitializer = whole.toBuilder();
        asInitializer.getGraphBuilder().addInitializer(outside);
        OnnxMl.ModelProto.Builder inASubgraph = whole.toBuilder();
        inASubgraph
                .getGraphBuilder()
                .addNodeBuilder()
                .addAttributeBuilder()
                .getGBuilder()
                .addNodeBuilder()
                .addAttributeBuilder()
                .setT(outside);

        for (OnnxMl.ModelProto.Builder model : List.of(asInitializer, inASubgraph)) {
            assertThatThrownBy(() -> OnnxSession.open(model.build().toByteArray(), RuntimeOptions.defaults()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContainingAll("in another file, tiny.onnx.data", "onnx.save(onnx.load(");
        }
    }
}
