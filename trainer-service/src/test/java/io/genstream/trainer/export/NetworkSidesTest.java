package io.genstream.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.network.BeganNetworks;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every side and every choice of the networks: the right shape, and the same in ONNX Runtime. */
class NetworkSidesTest {
    private static final int ROWS = 2;
    private static final int LATENT = 6;
    private static final Condition FIVE = Condition.attributes(5);

    private final RandomValues random = new RandomValues(4);

    @ParameterizedTest
    @ValueSource(ints = {32, 48, 64, 96, 128})
    void generatorsPaintPicturesOfTheirSide(int side) {
        assertPaints(generator(side, false, 0), side);
        assertPaints(generator(side, true, 0.3), side);
        assertPaints(BeganNetworks.generator(LATENT, 2, side, 3), side);
        assertPaints(
                DcganGenerator.describe(new GeneratorShape(LATENT, 2, side, 3, false, 0, Initialiser.DCGAN), FIVE),
                side);
        Network decoder = new CvaeNetworks(LATENT, 2, side, 3, FIVE).decoder();
        assertPaints(CvaeNetworks.served(decoder, 0.9, 2), side);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 48, 64, 96, 128})
    void discriminatorsScorePicturesOfTheirSide(int side) {
        assertReads(discriminator(side, CriticNorm.BATCH), side, 1);
        assertReads(
                DcganDiscriminator.describe(
                        new DiscriminatorShape(2, side, 3, CriticNorm.BATCH, 7, Initialiser.HE), FIVE),
                side,
                1);
        assertReads(new CvaeNetworks(LATENT, 2, side, 3, FIVE).encoder(), side, 2 * LATENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 48, 64, 96, 128})
    void classifiersTellPicturesOfTheirSideApart(int side) {
        assertReads(PictureClassifier.describe(2, side, 3, 4), side, PictureClassifier.FEATURES, 4);
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
        return DcganGenerator.describe(
                new GeneratorShape(LATENT, 2, side, 3, upsampled, dropout, Initialiser.DCGAN), Condition.none());
    }

    private static Network discriminator(int side, CriticNorm norm) {
        return DcganDiscriminator.describe(
                new DiscriminatorShape(2, side, 3, norm, 0, Initialiser.HE), Condition.none());
    }

    private void assertPaints(Network network, int side) {
        Probe probe = new Probe(random.normals(ROWS * LATENT, 1), new long[] {LATENT}, labels());
        assertThat(export(
                        network,
                        probe,
                        export -> export.generator(PixelRange.SIGNED, new long[] {3, side, side}, probe)))
                .isLessThan(5e-5);
    }

    private float[][] labels() {
        return new float[][] {{1, 0, -1, 0.5f, 0}, {-1, 0.25f, 1, 0, 1}};
    }

    private void assertReads(Network network, int side, Integer... outputs) {
        Probe probe = new Probe(random.normals(ROWS * 3 * side * side, 0.5), new long[] {3, side, side}, labels());
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
            EngineOutputs engine = EngineReference.of(network, weights, manager, library);
            assertThat(engine.outputs(probe)).isNotEmpty();
            return kind.of(new NetworkExport(network, weights, engine)).largestDifference();
        }
    }
}
