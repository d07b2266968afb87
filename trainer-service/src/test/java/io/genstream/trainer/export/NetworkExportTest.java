package io.genstream.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.network.CriticNorm;
import io.genstream.trainer.network.CvaeNetworks;
import io.genstream.trainer.network.DcganDiscriminator;
import io.genstream.trainer.network.DcganGenerator;
import io.genstream.trainer.network.DiscriminatorShape;
import io.genstream.trainer.network.GeneratorShape;
import io.genstream.trainer.network.Initialiser;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.PictureClassifier;
import io.genstream.trainer.network.RandomValues;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On weights as training leaves them: with running means off zero and variances off one, or folding shows nothing. */
class NetworkExportTest {
    private static final int ROWS = 7;
    private static final int CLASSES = 10;
    private static final long[] GREY = {1, 32, 32};
    private static final long[] COLOUR = {3, 32, 32};
    private static final Condition TEN = Condition.classes(CLASSES);

    private final RandomValues random = new RandomValues(3);

    @Test
    void ganGeneratorComputesTheSameInOnnxRuntime() {
        Network generator = generator(1, TEN);

        VerifiedOnnx file = verified(generator, weights -> weights, latents(16), PixelRange.SIGNED);

        assertThat(file.largestDifference()).isBetween(0.0, 2e-5);
        assertThat(file.file()).isNotEmpty();
    }

    @Test
    void servedDecoderComputesTheSameInOnnxRuntime() {
        Network decoder = CvaeNetworks.served(new CvaeNetworks(8, 4, 32, 1, TEN).decoder(), 0.9, 3);

        assertThat(verified(decoder, weights -> weights, latents(8), PixelRange.UNIT)
                        .largestDifference())
                .isLessThan(2e-5);
    }

    @Test
    void networksThatReadPicturesComputeTheSameInOnnxRuntime() {
        assertThat(reader(new CvaeNetworks(8, 4, 32, 1, TEN).encoder(), List.of(16)))
                .isLessThan(5e-5);
        assertThat(reader(discriminator(1, TEN), List.of(1))).isLessThan(5e-5);
        assertThat(reader(PictureClassifier.describe(4, 32, 1, CLASSES), List.of(64, CLASSES)))
                .isLessThan(5e-5);
    }

    static List<Condition> conditions() {
        return List.of(Condition.none(), Condition.classes(4), Condition.attributes(5));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void colourAndEveryConditionComputeTheSameInOnnxRuntime(Condition condition) {
        Network generator = generator(3, condition);
        Network decoder = CvaeNetworks.served(new CvaeNetworks(8, 4, 32, 3, condition).decoder(), 0.9, 1);

        assertThat(verified(generator, weights -> weights, latents(16, condition), PixelRange.SIGNED, COLOUR)
                        .largestDifference())
                .isLessThan(2e-5);
        assertThat(verified(decoder, weights -> weights, latents(8, condition), PixelRange.UNIT, COLOUR)
                        .largestDifference())
                .isLessThan(2e-5);
        assertThat(reader(new CvaeNetworks(8, 4, 32, 3, condition).encoder(), List.of(16), COLOUR))
                .isLessThan(5e-5);
        assertThat(reader(discriminator(3, condition), List.of(1), COLOUR)).isLessThan(5e-5);
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void theConditionChangesTheServedPicture(Condition condition) {
        Network generator = generator(3, condition);
        List<float[]> weights = random.trainedLike(generator);
        float[] latent = random.normals(16, 1);
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(generator.evaluationScript()))) {
            EngineOutputs engine = EngineReference.of(generator, weights, manager, library);
            float[][] both = labels(condition, 2);
            float[] one = engine.outputs(new Probe(latent, new long[] {16}, new float[][] {both[0]}))
                    .get(0);
            float[] other = engine.outputs(new Probe(latent, new long[] {16}, new float[][] {both[1]}))
                    .get(0);

            assertThat(Arrays.equals(one, other)).isEqualTo(!condition.present());
        }
    }

    @Test
    void refusesAnExportWithOneWrongWeight() {
        Network generator = generator(1, TEN);

        assertThatThrownBy(() -> verified(
                        generator,
                        weights -> {
                            weights.get(2)[5] += 0.5f;
                            return weights;
                        },
                        latents(16),
                        PixelRange.SIGNED))
                .isInstanceOf(ParityException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void refusesAnExportThatForgetsTheRunningStatistics() {
        Network generator = generator(1, TEN);
        List<String> names = generator.parameters().stream()
                .map(parameter -> parameter.name())
                .toList();
        int mean = IntStream.range(0, names.size())
                .filter(i -> names.get(i).endsWith("mean"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> verified(
                        generator,
                        weights -> {
                            Arrays.fill(weights.get(mean), 0);
                            return weights;
                        },
                        latents(16),
                        PixelRange.SIGNED))
                .isInstanceOf(ParityException.class);
    }

    @Test
    void refusesAnExportThatIsNotANumber() {
        Network generator = generator(1, TEN);

        assertThatThrownBy(() -> verified(
                        generator,
                        weights -> {
                            weights.get(0)[0] = Float.NaN;
                            return weights;
                        },
                        latents(16),
                        PixelRange.SIGNED))
                .isInstanceOf(ParityException.class);
    }

    @Test
    void refusesPixelsThatDoNotMeanTheirValues() {
        float[] values = {-1, 0, 1, 0.5f};
        byte[] right = new byte[4];
        for (int i = 0; i < 4; i++) {
            right[i] = (byte) PixelRange.SIGNED.toByte(values[i]);
        }
        ParityCheck.requireSamePixels(values, right, new long[] {1, 2, 2}, PixelRange.SIGNED);

        byte[] swapped = {right[3], right[1], right[2], right[0]};
        assertThatThrownBy(
                        () -> ParityCheck.requireSamePixels(values, swapped, new long[] {1, 2, 2}, PixelRange.SIGNED))
                .isInstanceOf(ParityException.class);
    }

    @Test
    void blackAndWhiteAreTheEndsOfTheByte() {
        assertThat(PixelRange.SIGNED.toByte(-1)).isZero();
        assertThat(PixelRange.SIGNED.toByte(1)).isEqualTo(255);
        assertThat(PixelRange.UNIT.toByte(0)).isZero();
        assertThat(PixelRange.UNIT.toByte(1)).isEqualTo(255);
        assertThat(PixelRange.UNIT.toByte(1.2f)).isEqualTo(255);
        // 0.5 levels go to the even neighbour, as ONNX's Round does
        assertThat(PixelRange.SIGNED.toByte(0)).isEqualTo(128);
    }

    private static Network generator(int channels, Condition condition) {
        return DcganGenerator.describe(new GeneratorShape(16, 4, 32, channels, false, 0, Initialiser.DCGAN), condition);
    }

    private static Network discriminator(int channels, Condition condition) {
        return DcganDiscriminator.describe(
                new DiscriminatorShape(4, 32, channels, CriticNorm.BATCH, 128, Initialiser.DCGAN), condition);
    }

    private interface Tampering {
        List<float[]> of(List<float[]> weights);
    }

    private VerifiedOnnx verified(Network form, Tampering tampering, Probe probe, PixelRange range) {
        return verified(form, tampering, probe, range, GREY);
    }

    private VerifiedOnnx verified(Network form, Tampering tampering, Probe probe, PixelRange range, long[] picture) {
        List<float[]> weights = random.trainedLike(form);
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(form.evaluationScript()))) {
            EngineOutputs engine = EngineReference.of(form, weights, manager, library);
            List<float[]> exported =
                    tampering.of(weights.stream().map(float[]::clone).toList());
            return new NetworkExport(form, exported, engine).generator(range, picture, probe);
        }
    }

    private double reader(Network form, List<Integer> outputSizes) {
        return reader(form, outputSizes, GREY);
    }

    private double reader(Network form, List<Integer> outputSizes, long[] picture) {
        List<float[]> weights = random.trainedLike(form);
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(form.evaluationScript()))) {
            EngineOutputs engine = EngineReference.of(form, weights, manager, library);
            Probe probe = new Probe(
                    random.normals(ROWS * (int) picture[0] * 1024, 0.5), picture, labels(form.condition(), ROWS));
            return new NetworkExport(form, weights, engine)
                    .reader(outputSizes, probe)
                    .largestDifference();
        }
    }

    private Probe latents(int size) {
        return latents(size, TEN);
    }

    private Probe latents(int size, Condition condition) {
        return new Probe(random.normals(ROWS * size, 1), new long[] {size}, labels(condition, ROWS));
    }

    private static float[][] labels(Condition condition, int rows) {
        float[][] labels = new float[rows][condition.kind() == Condition.Kind.CLASS ? 1 : condition.size()];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < labels[i].length; j++) {
                labels[i][j] = condition.kind() == Condition.Kind.CLASS
                        ? (3 * i) % condition.size()
                        : (float) Math.sin(i + 2.0 * j);
            }
        }
        return labels;
    }
}
