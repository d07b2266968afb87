package io.genstream.eval.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's own extractors; the network is the built-in one's under another name. */
class ExtractorsTest {
    private static final ImageShape DIGITS = new ImageShape(32, 32, 1);
    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final Path MOBILENET = Path.of("..", "..", "shared", "models", "mobilenet_v1_075_imagenet.onnx")
            .toAbsolutePath();

    @TempDir
    private Path directory;

    @BeforeEach
    void network() throws IOException {
        try (InputStream onnx = Extractors.class.getResourceAsStream("/extractors/digits-classifier.onnx")) {
            Files.copy(onnx, directory.resolve("mine.onnx"));
        }
    }

    @Test
    void isTakenForTheDataSetsThatItNamesAndForNoOther() throws IOException {
        try (Extractors extractors =
                extractors("features=64", "height=32", "width=32", "channels=1", "datasets=a, b")) {
            assertThat(name(extractors.of("b", new ImageShape(96, 64, 1), List.of())))
                    .isEqualTo("mine");
            assertThat(name(extractors.of("b", DIGITS, CLASSES))).isEqualTo("mine");
            assertThat(extractors.of("b", new ImageShape(64, 64, 3), List.of())).isEmpty();
            assertThat(extractors.of("c", new ImageShape(64, 64, 1), List.of())).isEmpty();
            assertThat(name(extractors.of("c", DIGITS, CLASSES))).isEqualTo("digits");
        }
    }

    @Test
    void oneForAnyDataSetStandsBehindTheBuiltInOnes() throws IOException {
        try (Extractors extractors = extractors("features=64", "height=32", "width=32", "channels=1")) {
            assertThat(name(extractors.of("c", DIGITS, CLASSES))).isEqualTo("digits");
            assertThat(name(extractors.of("c", DIGITS, List.of("shoe")))).isEqualTo("mine");
        }
    }

    @Test
    void picturesAreRepeatedWhereTheNetworkTakesMore() throws IOException {
        byte[] small = new byte[16 * 16];
        new Random(7).nextBytes(small);
        byte[] repeated = new byte[32 * 32];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = small[i / 64 * 16 + i % 32 / 2];
        }
        try (Extractors extractors =
                extractors("features=64", "height=16", "width=16", "channels=1", "input.height=32", "input.width=32")) {
            Extractor mine = extractors.of("c", DIGITS, List.of()).orElseThrow();
            Extractor digits = extractors.fitting(DIGITS).orElseThrow();

            assertThat(mine.canvas().resizer()).isEqualTo("area16");
            assertThat(mine.extract(new byte[][] {small}).features()[0])
                    .isEqualTo(digits.extract(new byte[][] {repeated}).features()[0]);
        }
    }

    @Test
    void namesTheFileTheKeyAndTheCure() {
        assertThatThrownBy(() -> extractors("features=64", "height=32", "width=32"))
                .isInstanceOf(ExtractorException.class)
                .hasMessageContaining("mine.properties lacks channels");
        assertThatThrownBy(() -> extractors("features=64", "height=x", "width=32", "channels=1"))
                .hasMessageContaining("mine.properties has height=x");
        assertThatThrownBy(() -> extractors("features=64", "hight=32", "width=32", "channels=1"))
                .hasMessageContaining("unknown keys [hight]");
        assertThatThrownBy(() -> extractors("features=63", "height=32", "width=32", "channels=1"))
                .hasMessageContaining("Extractor mine cannot be used");
        assertThatThrownBy(() -> extractors("features=64", "height=32", "width=32", "channels=1", "onnx=other.onnx"))
                .hasMessageContaining("other.onnx");
        assertThatThrownBy(() -> extractors("features=64", "height=32", "width=32", "channels=1", "sha256=00"))
                .hasMessageContaining("has hash");
    }

    @Test
    void readsAnImageNetNetwork() throws IOException {
        assumeThat(MOBILENET)
                .as("needs the ImageNet network beside the checkout")
                .exists();
        Path file = Files.writeString(
                directory.resolve("mobilenet.properties"),
                String.join(
                        "\n",
                        "onnx=" + MOBILENET,
                        "height=64\nwidth=64\nchannels=3",
                        "input.height=224\ninput.width=224\ninput.low=-1\ninput.high=1",
                        "features.output=pool768\nfeatures=768"));
        byte[][] faces = new byte[3][64 * 64 * 3];
        new Random(1).nextBytes(faces[0]);
        try (Extractors extractors = Extractors.with(List.of(file))) {
            Extractor mobilenet =
                    extractors.of("faces", new ImageShape(64, 64, 3), List.of()).orElseThrow();
            float[][] features = mobilenet.extract(faces).features();

            assertThat(features[0]).hasSize(768).isNotEqualTo(features[1]);
            assertThat(features[1]).isEqualTo(features[2]);
        }
    }

    private static String name(Optional<Extractor> extractor) {
        return extractor.map(Extractor::name).orElse("none");
    }

    private Extractors extractors(String... lines) throws IOException {
        return Extractors.with(
                List.of(Files.writeString(directory.resolve("mine.properties"), String.join("\n", lines))));
    }
}
