package io.genstream.model.testing;

import io.genstream.model.card.ConditionKind;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A generator small enough to compute by hand: picture = tanh((latent + condition embedding) W + b), as an ONNX file with
 * any condition kind, layout, range, type and batch, its card, and the same arithmetic in plain Java.
 */
public record TinyGenerator(
        ConditionKind condition, ImageLayout layout, TensorType type, double low, double high, int fixedBatch) {
    public static final int HEIGHT = 4;
    public static final int WIDTH = 3;
    public static final int CHANNELS = 3;
    public static final int LATENT = 6;
    public static final int NAMES = 5;
    private static final int PIXELS = HEIGHT * WIDTH * CHANNELS;

    /** What our exporter makes: class index in, uint8 NHWC out, dynamic batch. */
    public static TinyGenerator exported() {
        return new TinyGenerator(ConditionKind.CLASS_INDEX, ImageLayout.NHWC, TensorType.UINT8, 0, 255, 0);
    }

    public TinyGenerator withCondition(ConditionKind kind) {
        return new TinyGenerator(kind, layout, type, low, high, fixedBatch);
    }

    public TinyGenerator withOutput(ImageLayout newLayout, TensorType newType, double newLow, double newHigh) {
        return new TinyGenerator(condition, newLayout, newType, newLow, newHigh, fixedBatch);
    }

    public TinyGenerator withFixedBatch(int batch) {
        return new TinyGenerator(condition, layout, type, low, high, batch);
    }

    public ModelCard card() {
        return cardBuilder().build();
    }

    public ModelCardBuilder cardBuilder() {
        ModelCardBuilder card = ModelCard.builder(HEIGHT, WIDTH, CHANNELS)
                .input(ModelInput.normalLatent("latent", LATENT))
                .output(ModelOutput.image("image", type, layout, imageShape(), low, high));
        if (condition != null) {
            List<String> names = List.of("a", "b", "c", "d", "e");
            switch (condition) {
                case CLASS_INDEX -> card.input(ModelInput.classIndex("condition"));
                case ONE_HOT -> card.input(ModelInput.oneHot("condition", NAMES));
                case ATTRIBUTES -> card.input(ModelInput.attributes("condition", NAMES));
            }
            card.labels(
                    condition == ConditionKind.ATTRIBUTES ? LabelKind.ATTRIBUTES : LabelKind.CLASS, names, List.of());
        }
        return fixedBatch > 0 ? card.fixedBatch(fixedBatch) : card;
    }

    public byte[] onnx() {
        int n = fixedBatch > 0 ? fixedBatch : -1;
        OnnxGraph graph = new OnnxGraph().input("latent", TensorType.FLOAT32, n, LATENT);
        String hidden = "latent";
        if (condition == ConditionKind.CLASS_INDEX) {
            graph.input("condition", TensorType.INT64, n);
            String rows = graph.node("Gather", List.of(graph.floats(embedding(), NAMES, LATENT), "condition"));
            hidden = graph.node("Add", List.of("latent", rows));
        } else if (condition != null) {
            graph.input("condition", TensorType.FLOAT32, n, NAMES);
            String rows = graph.node("MatMul", List.of("condition", graph.floats(embedding(), NAMES, LATENT)));
            hidden = graph.node("Add", List.of("latent", rows));
        }
        String linear = graph.node(
                "Gemm", List.of(hidden, graph.floats(weights(), LATENT, PIXELS), graph.floats(bias(), PIXELS)));
        image(graph, graph.node("Tanh", List.of(linear)), n);
        return graph.bytes();
    }

    /** The picture that the file must make, to one grey level. */
    public byte[] expected(float[] latent, float[] conditionRow) {
        float[] hidden = latent.clone();
        for (int k = 0; condition != null && k < NAMES; k++) {
            float weight = condition == ConditionKind.ATTRIBUTES ? conditionRow[k] : conditionRow[0] == k ? 1 : 0;
            for (int j = 0; j < LATENT; j++) {
                hidden[j] += weight * embedding()[k * LATENT + j];
            }
        }
        byte[] raw = new byte[PIXELS];
        float[] weights = weights();
        for (int p = 0; p < PIXELS; p++) {
            double sum = bias()[p];
            for (int j = 0; j < LATENT; j++) {
                sum += hidden[j] * weights[j * PIXELS + p];
            }
            // the graph computes channels first; RAW has them last
            int channel = p / (HEIGHT * WIDTH);
            int pixel = p % (HEIGHT * WIDTH);
            raw[pixel * CHANNELS + channel] = (byte) Math.round((Math.tanh(sum) + 1) / 2 * 255);
        }
        return raw;
    }

    private void image(OnnxGraph graph, String tanh, int n) {
        float scale = (float) ((high - low) / 2);
        String scaled = graph.node("Mul", List.of(tanh, graph.floats(new float[] {scale}, 1)));
        String shifted = graph.node("Add", List.of(scaled, graph.floats(new float[] {(float) ((high + low) / 2)}, 1)));
        List<Long> dims = new ArrayList<>(List.of((long) n));
        imageShape().forEach(axis -> dims.add((long) axis));
        graph.output("image", type, dims.stream().mapToLong(Long::longValue).toArray());
        String shaped = shifted;
        if (layout != ImageLayout.FLAT) {
            shaped = graph.node("Reshape", List.of(shifted, graph.ints(-1, CHANNELS, HEIGHT, WIDTH)));
        }
        if (layout == ImageLayout.NHWC) {
            shaped = graph.node("Transpose", List.of(shaped), OnnxGraph.attribute("perm", new long[] {0, 2, 3, 1}));
        }
        if (type == TensorType.UINT8) {
            String rounded = graph.node("Round", List.of(shaped));
            graph.nodeTo("image", "Cast", List.of(rounded), OnnxGraph.attribute("to", OnnxGraph.dataType(type)));
        } else {
            graph.nodeTo("image", "Identity", List.of(shaped));
        }
    }

    private List<Integer> imageShape() {
        return switch (layout) {
            case NCHW -> List.of(CHANNELS, HEIGHT, WIDTH);
            case NHWC -> List.of(HEIGHT, WIDTH, CHANNELS);
            case FLAT -> Collections.singletonList(PIXELS);
        };
    }

    private static float[] weights() {
        return random(1, LATENT * PIXELS, 0.5f);
    }

    private static float[] bias() {
        return random(2, PIXELS, 0.3f);
    }

    private static float[] embedding() {
        return random(3, NAMES * LATENT, 0.8f);
    }

    private static float[] random(long seed, int size, float scale) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return values;
    }
}
