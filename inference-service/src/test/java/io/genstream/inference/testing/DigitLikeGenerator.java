package io.genstream.inference.testing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorType;
import io.genstream.model.testing.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A real ONNX generator of the built-in recipes' shape and cost (dense, three transposed convolutions, tanh, uint8 NHWC; class
 * index or unconditional), with random weights: its pictures are noise, but no two latents or classes give the same one.
 */
public record DigitLikeGenerator(boolean conditional, long weightSeed) {
    public static final int LATENT = 64;
    public static final int SIDE = 32;
    private static final int CLASSES = 10;

    public ModelCard card() {
        var card = ModelCard.builder(SIDE, SIDE, 1)
                .input(ModelInput.normalLatent("latent", LATENT))
                .output(ModelOutput.rawImage("image", SIDE, SIDE, 1));
        if (conditional) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < CLASSES; i++) {
                names.add(Integer.toString(i));
            }
            card.input(ModelInput.classIndex("condition")).labels(LabelKind.CLASS, names, List.of());
        }
        return card.build();
    }

    public byte[] onnx() {
        OnnxGraph graph = new OnnxGraph().input("latent", TensorType.FLOAT32, -1, LATENT);
        String hidden = "latent";
        if (conditional) {
            graph.input("condition", TensorType.INT64, -1);
            String rows = graph.node(
                    "Gather", List.of(graph.floats(random(3, CLASSES * LATENT, 1f), CLASSES, LATENT), "condition"));
            hidden = graph.node("Add", List.of("latent", rows));
        }
        graph.output("image", TensorType.UINT8, -1, SIDE, SIDE, 1);
        String dense = graph.node("Gemm", List.of(hidden, graph.floats(random(1, LATENT * 1024, 0.2f), LATENT, 1024)));
        String map = graph.node("Reshape", List.of(graph.node("Relu", List.of(dense)), graph.ints(-1, 64, 4, 4)));
        map = graph.node("Relu", List.of(doubled(graph, map, 64, 32, 4)));
        map = graph.node("Relu", List.of(doubled(graph, map, 32, 16, 5)));
        String tanh = graph.node("Tanh", List.of(doubled(graph, map, 16, 1, 6)));
        String scaled = graph.node("Mul", List.of(tanh, graph.floats(new float[] {127.5f}, 1)));
        String shifted = graph.node("Add", List.of(scaled, graph.floats(new float[] {127.5f}, 1)));
        String last = graph.node("Transpose", List.of(shifted), OnnxGraph.attribute("perm", new long[] {0, 2, 3, 1}));
        String rounded = graph.node("Round", List.of(last));
        graph.nodeTo(
                "image", "Cast", List.of(rounded), OnnxGraph.attribute("to", OnnxGraph.dataType(TensorType.UINT8)));
        return graph.bytes();
    }

    private String doubled(OnnxGraph graph, String map, int in, int out, int stream) {
        String kernel = graph.floats(random(stream, in * out * 16, (float) (1 / Math.sqrt(in * 4))), in, out, 4, 4);
        return graph.node(
                "ConvTranspose",
                List.of(map, kernel),
                OnnxGraph.attribute("strides", new long[] {2, 2}),
                pads(),
                OnnxGraph.attribute("kernel_shape", new long[] {4, 4}));
    }

    private static AttributeProto pads() {
        return OnnxGraph.attribute("pads", new long[] {1, 1, 1, 1});
    }

    private float[] random(int stream, int size, float scale) {
        Random random = new Random(weightSeed * 31 + stream);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return values;
    }
}
