package io.genstream.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.network.BeganNetworks;
import io.genstream.trainer.network.CriticNorm;
import io.genstream.trainer.network.GeneratorShape;
import io.genstream.trainer.network.Initialiser;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.RandomValues;
import io.genstream.trainer.network.UnconditionalDiscriminator;
import io.genstream.trainer.network.UnconditionalGenerator;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every side and every choice of the unconditional networks: the right shape, and the same in ONNX Runtime. */
class UnconditionalNetworksTest {
    private static final int ROWS = 2;
    private static final int LATENT = 6;

    private final RandomValues random = new RandomValues(4);

    @ParameterizedTest
    @ValueSource(ints = {32, 48, 64, 96, 128})
    void generatorsPaintPicturesOfTheirSide(int side) {
        assertPaints(generator(side, false, 0), side);
        assertPaints(generator(side, true, 0.3), side);
        assertPaints(BeganNetworks.generator(LATENT, 2, side, 3), side);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 48, 64, 96, 128})
    void discriminatorsScorePicturesOfTheirSide(int side) {
        assertReads(discriminator(side, CriticNorm.BATCH), side, 1);
    }

    @ParameterizedTest
    @EnumSource(CriticNorm.class)
    void everyNormComputesTheSameInOnnxRuntime(CriticNorm norm) {
        assertReads(discriminator(48, norm), 48, 1);
        assertReads(BeganNetworks.autoencoder(LATENT, 2, 48, 3, norm), 48, 3 * 48 * 48);
    }

    @Test
    void otherSidesAreRefused() {
        for (int side : new int[] {2, 4, 40, 50, 100}) {
            assertThatThrownBy(() -> generator(side, false, 0))
                    .as("side %d", side)
                    .hasMessageContaining("side " + side)
                    .hasMessageContaining("32, 48, 64, 96, 128");
        }
    }

    private static Network generator(int side, boolean upsampled, double dropout) {
        return UnconditionalGenerator.describe(
                new GeneratorShape(LATENT, 2, side, 3, upsampled, dropout, Initialiser.DCGAN));
    }

    private static Network discriminator(int side, CriticNorm norm) {
        return UnconditionalDiscriminator.describe(2, side, 3, norm, Initialiser.HE);
    }

    private void assertPaints(Network network, int side) {
        Probe probe = new Probe(random.normals(ROWS * LATENT, 1), new long[] {LATENT}, new float[ROWS][]);
        assertThat(export(
                        network,
                        probe,
                        export -> export.generator(PixelRange.SIGNED, new long[] {3, side, side}, probe)))
                .isLessThan(5e-5);
    }

    private void assertReads(Network network, int side, int outputs) {
        Probe probe =
                new Probe(random.normals(ROWS * 3 * side * side, 0.5), new long[] {3, side, side}, new float[ROWS][]);
        assertThat(export(network, probe, export -> export.reader(List.of(outputs), probe)))
                .isLessThan(5e-5);
    }

    private interface Kind {
        VerifiedOnnx of(NetworkExport export);
    }

    private double export(Network network, Probe probe, Kind kind) {
        List<float[]> weights = random.trainedLike(network);
        try (NDManager manager = Torch.newManager();
                ScriptLibrary library = ScriptLibrary.load(manager, List.of(network.evaluationScript()))) {
            Reference engine = EngineReference.of(network, weights, manager, library);
            assertThat(engine.outputs(probe)).hasSize(1);
            return kind.of(new NetworkExport(network, weights, engine)).largestDifference();
        }
    }
}
