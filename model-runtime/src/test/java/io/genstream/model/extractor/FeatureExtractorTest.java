package io.genstream.model.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.genstream.model.InvalidInputException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.CardException;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import io.genstream.model.testing.OnnxGraph;
import io.genstream.model.testing.TinyGenerator;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {
    private static final int HEIGHT = 3;
    private static final int WIDTH = 2;
    private static final int CHANNELS = 3;
    private static final int VALUES = HEIGHT * WIDTH * CHANNELS;
    private static final int FEATURES = 5;
    private static final int CLASSES = 4;
    private static final float[] FEATURE_WEIGHTS = random(11, VALUES * FEATURES);
    private static final float[] LOGIT_WEIGHTS = random(12, FEATURES * CLASSES);
    private static final RuntimeOptions BATCHES_OF_4 = new RuntimeOptions(1, false, 4);

    @Test
    void extractsTheFeaturesAndClassesOfTheNaiveArithmeticFromFloatPlanes() {
        matchesNaive(ImageLayout.NCHW, TensorType.FLOAT32, 0, 1);
        matchesNaive(ImageLayout.NCHW, TensorType.FLOAT32, -1, 1);
    }

    @Test
    void extractsTheFeaturesAndClassesOfTheNaiveArithmeticFromBytes() {
        matchesNaive(ImageLayout.NHWC, TensorType.UINT8, 0, 255);
        matchesNaive(ImageLayout.FLAT, TensorType.UINT8, 0, 255);
    }

    @Test
    void givesBitEqualFeaturesWhateverElseIsAskedFor() {
        byte[][] images = images(11);
        try (FeatureExtractor extractor = open(ImageLayout.NCHW, TensorType.FLOAT32, 0, 1, true)) {
            ExtractedFeatures together = extractor.extract(images, HEIGHT, WIDTH, CHANNELS);
            for (int i = 0; i < images.length; i++) {
                float[] alone = extractor.extract(new byte[][] {images[i]}, HEIGHT, WIDTH, CHANNELS)
                        .features()[0];
                assertThat(alone).containsExactly(together.features()[i]);
            }
        }
    }

    @Test
    void runsFullBatchesOnly() {
        OnnxGraph graph =
                new OnnxGraph().input("image", TensorType.FLOAT32, -1, 1).output("features", TensorType.FLOAT32, -1, 1);
        String black = graph.node("Sub", List.of("image", "image"));
        String batch = graph.node("Gather", List.of(graph.node("Shape", List.of("image")), graph.ints(0)));
        String size = graph.node("Cast", List.of(batch), OnnxGraph.attribute("to", 1));
        graph.nodeTo("features", "Add", List.of(black, size));
        ModelCard card = ModelCard.builder(1, 1, 1)
                .input(ModelInput.image("image", TensorType.FLOAT32, ImageLayout.FLAT, List.of(1), 0, 1))
                .output(ModelOutput.vector("features", TensorRole.FEATURES, 1))
                .build();
        try (FeatureExtractor extractor = FeatureExtractor.open(graph.bytes(), card, BATCHES_OF_4)) {
            for (int asked : new int[] {1, 4, 6}) {
                assertThat(List.of(
                                extractor.extract(new byte[asked][1], 1, 1, 1).features()))
                        .hasSize(asked)
                        .allSatisfy(feature -> assertThat(feature).containsExactly(4));
            }
        }
    }

    @Test
    void predictsNoClassWithoutLogits() {
        try (FeatureExtractor extractor = open(ImageLayout.NCHW, TensorType.FLOAT32, 0, 1, false)) {
            assertThat(extractor.extract(images(2), HEIGHT, WIDTH, CHANNELS).predictedClass())
                    .containsExactly(-1, -1);
        }
    }

    @Test
    void namesItselfByTheHashOfItsFile() throws Exception {
        byte[] onnx = onnx(ImageLayout.NCHW, TensorType.FLOAT32, true);
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
        try (FeatureExtractor extractor = open(ImageLayout.NCHW, TensorType.FLOAT32, 0, 1, true)) {
            assertThat(extractor.sha256()).isEqualTo(expected);
            assertThat(extractor.extract(images(1), HEIGHT, WIDTH, CHANNELS).sha256())
                    .isEqualTo(expected);
            assertThat(extractor.featureSize()).isEqualTo(FEATURES);
            assertThat(extractor.executionProvider()).isEqualTo("CPUExecutionProvider");
        }
    }

    @Test
    void refusesPicturesOfAnotherSize() {
        try (FeatureExtractor extractor = open(ImageLayout.NCHW, TensorType.FLOAT32, 0, 1, true)) {
            assertThatThrownBy(() -> extractor.extract(images(1), WIDTH, HEIGHT, CHANNELS))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is 2x3x3, but this extractor takes 3x2x3");
            assertThatThrownBy(() ->
                            extractor.extract(new byte[][] {new byte[VALUES], new byte[1]}, HEIGHT, WIDTH, CHANNELS))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("image row 1");
        }
    }

    @Test
    void refusesAGeneratorsCard() {
        TinyGenerator tiny = TinyGenerator.exported();
        assertThatThrownBy(() -> FeatureExtractor.open(tiny.onnx(), tiny.card(), BATCHES_OF_4))
                .isInstanceOf(CardException.class)
                .hasMessageContaining("needs an IMAGE input");
    }

    private static void matchesNaive(ImageLayout layout, TensorType type, double low, double high) {
        byte[][] images = images(7);
        try (FeatureExtractor extractor = open(layout, type, low, high, true)) {
            ExtractedFeatures extracted = extractor.extract(images, HEIGHT, WIDTH, CHANNELS);
            for (int i = 0; i < images.length; i++) {
                double[] features = naiveFeatures(images[i], low, high);
                for (int f = 0; f < FEATURES; f++) {
                    assertThat((double) extracted.features()[i][f]).isCloseTo(features[f], within(1e-4 * high));
                }
                assertThat(extracted.predictedClass()[i]).isEqualTo(naiveClass(features));
            }
        }
    }

    /** Weights stand in channels-first order; RAW has channels last. */
    private static double[] naiveFeatures(byte[] raw, double low, double high) {
        double[] features = new double[FEATURES];
        for (int i = 0; i < VALUES; i++) {
            int channel = i % CHANNELS;
            int pixel = i / CHANNELS;
            double value = low + (high - low) * (raw[i] & 0xFF) / 255;
            for (int f = 0; f < FEATURES; f++) {
                features[f] += value * FEATURE_WEIGHTS[(channel * HEIGHT * WIDTH + pixel) * FEATURES + f];
            }
        }
        return features;
    }

    private static int naiveClass(double[] features) {
        int best = 0;
        double bestLogit = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < CLASSES; c++) {
            double logit = 0;
            for (int f = 0; f < FEATURES; f++) {
                logit += features[f] * LOGIT_WEIGHTS[f * CLASSES + c];
            }
            if (logit > bestLogit) {
                bestLogit = logit;
                best = c;
            }
        }
        return best;
    }

    private static FeatureExtractor open(
            ImageLayout layout, TensorType type, double low, double high, boolean withLogits) {
        ModelCardBuilder card = ModelCard.builder(HEIGHT, WIDTH, CHANNELS)
                .input(ModelInput.image("image", type, layout, shape(layout), low, high))
                .output(ModelOutput.vector("features", TensorRole.FEATURES, FEATURES));
        if (withLogits) {
            card.output(ModelOutput.vector("logits", TensorRole.LOGITS, CLASSES));
        }
        return FeatureExtractor.open(onnx(layout, type, withLogits), card.build(), BATCHES_OF_4);
    }

    private static byte[] onnx(ImageLayout layout, TensorType type, boolean withLogits) {
        List<Integer> shape = shape(layout);
        long[] dims = new long[shape.size() + 1];
        dims[0] = -1;
        for (int i = 0; i < shape.size(); i++) {
            dims[i + 1] = shape.get(i);
        }
        OnnxGraph graph = new OnnxGraph().input("image", type, dims);
        String planes = "image";
        if (type == TensorType.UINT8) {
            planes = graph.node("Cast", List.of(planes), OnnxGraph.attribute("to", 1));
        }
        if (layout == ImageLayout.NHWC) {
            planes = graph.node("Transpose", List.of(planes), OnnxGraph.attribute("perm", new long[] {0, 3, 1, 2}));
        }
        String flat = graph.node("Reshape", List.of(planes, graph.ints(-1, VALUES)));
        graph.nodeTo("features", "MatMul", List.of(flat, graph.floats(FEATURE_WEIGHTS, VALUES, FEATURES)));
        graph.output("features", TensorType.FLOAT32, -1, FEATURES);
        if (withLogits) {
            graph.nodeTo("logits", "MatMul", List.of("features", graph.floats(LOGIT_WEIGHTS, FEATURES, CLASSES)));
            graph.output("logits", TensorType.FLOAT32, -1, CLASSES);
        }
        return graph.bytes();
    }

    private static List<Integer> shape(ImageLayout layout) {
        return switch (layout) {
            case NCHW -> List.of(CHANNELS, HEIGHT, WIDTH);
            case NHWC -> List.of(HEIGHT, WIDTH, CHANNELS);
            case FLAT -> List.of(VALUES);
        };
    }

    private static byte[][] images(int count) {
        byte[][] images = new byte[count][VALUES];
        Random random = new Random(5);
        for (byte[] image : images) {
            random.nextBytes(image);
        }
        return images;
    }

    private static float[] random(long seed, int size) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
