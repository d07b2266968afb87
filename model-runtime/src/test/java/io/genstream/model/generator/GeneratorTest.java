package io.genstream.model.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.InvalidInputException;
import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ConditionKind;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorType;
import io.genstream.model.latent.LatentSampler;
import io.genstream.model.testing.OnnxGraph;
import io.genstream.model.testing.TinyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorTest {
    private static final RuntimeOptions SMALL_BATCHES = new RuntimeOptions(1, false, 4);

    static Stream<TinyGenerator> everyKind() {
        TinyGenerator base = TinyGenerator.exported();
        return Stream.of(
                base,
                base.withCondition(null),
                base.withCondition(ConditionKind.ONE_HOT),
                base.withCondition(ConditionKind.ATTRIBUTES),
                base.withOutput(ImageLayout.NCHW, TensorType.UINT8, 0, 255),
                base.withOutput(ImageLayout.NCHW, TensorType.FLOAT32, -1, 1),
                base.withOutput(ImageLayout.NHWC, TensorType.FLOAT32, 0, 1),
                base.withOutput(ImageLayout.FLAT, TensorType.FLOAT32, 0, 255),
                base.withOutput(ImageLayout.NHWC, TensorType.FLOAT32, 1, 0),
                base.withFixedBatch(3),
                base.withFixedBatch(1).withOutput(ImageLayout.FLAT, TensorType.FLOAT32, -1, 1));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void makesThePicturesOfTheNaiveArithmetic(TinyGenerator tiny) {
        float[][] latents = latents(tiny.card(), 10);
        float[][] conditions = conditions(tiny, 10);
        try (Generator generator = Generator.open(tiny.onnx(), tiny.card(), SMALL_BATCHES)) {
            generator.warmUp();
            GeneratedImages made = generator.generate(latents, conditions);

            assertThat(made.images()).hasNumberOfRows(10);
            for (int i = 0; i < 10; i++) {
                float[] row = conditions == null ? null : conditions[i];
                assertWithinOneLevel(made.images()[i], tiny.expected(latents[i], row));
            }
            assertThat(made.pixels(0).height()).isEqualTo(TinyGenerator.HEIGHT);
            assertThat(made.pixels(0).width()).isEqualTo(TinyGenerator.WIDTH);
        }
    }

    @Test
    void makesTheSamePictureInAnyBatch() {
        TinyGenerator tiny = TinyGenerator.exported();
        float[][] latents = latents(tiny.card(), 9);
        float[][] conditions = conditions(tiny, 9);
        try (Generator one = Generator.open(tiny.onnx(), tiny.card(), new RuntimeOptions(1, false, 1));
                Generator many = Generator.open(tiny.onnx(), tiny.card(), new RuntimeOptions(1, false, 64))) {
            byte[][] alone = one.generate(latents, conditions).images();
            byte[][] together = many.generate(latents, conditions).images();
            for (int i = 0; i < alone.length; i++) {
                assertWithinOneLevel(alone[i], together[i]);
            }
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        TinyGenerator tiny = TinyGenerator.exported();
        float[][] latents = latents(tiny.card(), 7);
        float[][] conditions = conditions(tiny, 7);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Generator generator = Generator.open(tiny.onnx(), tiny.card(), SMALL_BATCHES)) {
            byte[][] expected = generator.generate(latents, conditions).images();
            List<Future<byte[][]>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                answers.add(threads.submit(
                        () -> generator.generate(latents, conditions).images()));
            }
            for (Future<byte[][]> answer : answers) {
                assertThat(answer.get()).isDeepEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void reportsTheProviderInUseWhenCudaIsAskedForOnACpuBuild() {
        TinyGenerator tiny = TinyGenerator.exported();
        try (Generator generator = Generator.open(tiny.onnx(), tiny.card(), new RuntimeOptions(1, true, 4))) {
            assertThat(generator.executionProvider()).isEqualTo("CPUExecutionProvider");
        }
    }

    @Test
    void namesTheConditionRowThatDoesNotFit() {
        TinyGenerator tiny = TinyGenerator.exported();
        float[][] latents = latents(tiny.card(), 3);
        try (Generator generator = Generator.open(tiny.onnx(), tiny.card(), SMALL_BATCHES)) {
            for (float wrong : new float[] {5, -1, 1.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> generator.generate(latents, new float[][] {{0}, {4}, {wrong}}))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("condition row 2")
                        .extracting(e -> ((InvalidInputException) e).row())
                        .isEqualTo(2);
            }
            assertThatThrownBy(() -> generator.generate(latents, new float[][] {{0}, {1, 2}, {3}}))
                    .hasMessageContaining("condition row 1: has 2 values, but this model takes 1");
            assertThatThrownBy(() -> generator.generate(latents, null)).hasMessageContaining("one row per latent");
            assertThatThrownBy(() -> generator.generate(latents, new float[][] {{0}}))
                    .hasMessageContaining("1 rows for 3 latents");
        }
    }

    @Test
    void namesTheLatentThatDoesNotFit() {
        TinyGenerator tiny = TinyGenerator.exported().withCondition(null);
        try (Generator generator = Generator.open(tiny.onnx(), tiny.card(), SMALL_BATCHES)) {
            float[] good = new float[TinyGenerator.LATENT];
            assertThatThrownBy(() -> generator.generate(new float[][] {good, new float[2]}, null))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("latent row 1: has 2 values, but this model takes 6");
            float[] notFinite = good.clone();
            notFinite[3] = Float.NaN;
            assertThatThrownBy(() -> generator.generate(new float[][] {notFinite}, null))
                    .hasMessage("latent row 0: value 3 is not finite: NaN");
            assertThatThrownBy(() -> generator.generate(new float[][] {good}, new float[][] {{1}}))
                    .hasMessageContaining("condition row 0: has 1 values, but this model takes 0");
            assertThat(generator.generate(new float[0][], null).images()).isEmpty();
        }
    }

    @Test
    void feedsFixedInputsWithAndWithoutABatchAxis() {
        OnnxGraph graph = new OnnxGraph()
                .input("latent", TensorType.FLOAT32, -1, 2)
                .input("gain", TensorType.FLOAT32, -1, 2)
                .input("offset", TensorType.FLOAT32)
                .output("image", TensorType.FLOAT32, -1, 2);
        String scaled = graph.node("Mul", List.of("latent", "gain"));
        graph.nodeTo("image", "Add", List.of(scaled, "offset"));
        ModelCard card = ModelCard.builder(1, 2, 1)
                .input(ModelInput.normalLatent("latent", 2))
                .input(ModelInput.fixed("gain", TensorType.FLOAT32, List.of(2), List.of(10f, 100f)))
                .input(ModelInput.fixed("offset", TensorType.FLOAT32, List.of(), List.of(5f)))
                .output(ModelOutput.image("image", TensorType.FLOAT32, ImageLayout.FLAT, List.of(2), 0, 255))
                .build();
        try (Generator generator = Generator.open(graph.bytes(), card, SMALL_BATCHES)) {
            byte[][] images = generator
                    .generate(new float[][] {{1, 1}, {2, 2}, {0, 9}, {-9, 0}, {0.04f, 0}, {0.06f, 0}}, null)
                    .images();
            assertThat(images)
                    .isDeepEqualTo(new byte[][] {{15, 105}, {25, (byte) 205}, {5, (byte) 255}, {0, 5}, {5, 5}, {6, 5}});
        }
    }

    @Test
    void refusesNaNPictures() {
        OnnxGraph graph =
                new OnnxGraph().input("latent", TensorType.FLOAT32, -1, 1).output("image", TensorType.FLOAT32, -1, 1);
        graph.nodeTo("image", "Sqrt", List.of("latent"));
        ModelCard card = ModelCard.builder(1, 1, 1)
                .input(ModelInput.normalLatent("latent", 1))
                .output(ModelOutput.image("image", TensorType.FLOAT32, ImageLayout.FLAT, List.of(1), 0, 1))
                .build();
        try (Generator generator = Generator.open(graph.bytes(), card, SMALL_BATCHES)) {
            assertThat(generator.generate(new float[][] {{1}}, null).images()[0])
                    .containsExactly((byte) 255);
            float[][] latents = {{1}, {1}, {1}, {1}, {1}, {-1}, {1}};
            assertThatThrownBy(() -> generator.generate(latents, null))
                    .isInstanceOf(BrokenPictureException.class)
                    .isInstanceOf(ModelException.class)
                    .extracting(e -> ((BrokenPictureException) e).row())
                    .isEqualTo(5);
        }
    }

    @Test
    void refusesToRunAfterClose() {
        TinyGenerator tiny = TinyGenerator.exported().withCondition(null);
        Generator generator = Generator.open(tiny.onnx(), tiny.card(), SMALL_BATCHES);
        generator.close();
        generator.close();
        assertThatThrownBy(() -> generator.generate(new float[][] {new float[TinyGenerator.LATENT]}, null))
                .isInstanceOf(IllegalStateException.class);
    }

    static float[][] latents(ModelCard card, int count) {
        float[][] latents = new float[count][];
        for (int i = 0; i < count; i++) {
            latents[i] = LatentSampler.draw(card, 77, i, 1, OptionalDouble.empty());
        }
        return latents;
    }

    private static float[][] conditions(TinyGenerator tiny, int count) {
        if (tiny.condition() == null) {
            return null;
        }
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = new float[] {i % TinyGenerator.NAMES};
            if (tiny.condition() == ConditionKind.ATTRIBUTES) {
                rows[i] = new float[TinyGenerator.NAMES];
                rows[i][i % TinyGenerator.NAMES] = 0.7f;
                rows[i][(i + 2) % TinyGenerator.NAMES] = -0.4f;
            }
        }
        return rows;
    }

    private static void assertWithinOneLevel(byte[] actual, byte[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs((actual[i] & 0xFF) - (expected[i] & 0xFF))).isLessThanOrEqualTo(1);
        }
    }
}
