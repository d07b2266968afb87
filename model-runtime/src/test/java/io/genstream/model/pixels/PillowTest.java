package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same pictures as Pillow, of every kind that pillow.py makes; {@code benchmarks/run pictures} makes many and prints the
 * table. GENSTREAM_PYTHON names the interpreter.
 */
class PillowTest {
    private static final String PYTHON =
            Optional.ofNullable(System.getenv("GENSTREAM_PYTHON")).orElse("python3");
    private static final int OF_EACH = Integer.getInteger("genstream.pictures", 4);

    @TempDir
    private Path folder;

    @Test
    void seesWhatPillowSees() throws IOException, InterruptedException {
        assumeTrue(python("-c", "import PIL, numpy") == 0, "needs python3 with Pillow and numpy");
        assertThat(python(script("pillow.py"), folder.toString(), Integer.toString(OF_EACH)))
                .as(said())
                .isZero();
        List<Compared> table = new ArrayList<>();
        for (String kind : Files.readAllLines(folder.resolve("kinds"))) {
            table.add(compare(kind.split("\t")[0], kind.split("\t")[1]));
        }
        List<String> lines = new ArrayList<>(
                List.of("| kind | n | largest difference | exact | left out |", "|---|---|---|---|---|"));
        table.forEach(compared -> lines.add(compared.toString()));
        Files.write(Path.of("target/pictures.md"), lines);

        assertThat(table).hasSizeGreaterThan(50).allSatisfy(compared -> {
            assertThat(compared.leftOut).isIn(0, compared.n);
            assertThat(compared.largest).as("%s", compared).isLessThanOrEqualTo(compared.allowed());
            assertThat(compared.leftOut == 0 || compared.why.contains("convert it to PNG"))
                    .as("%s", compared)
                    .isTrue();
        });
    }

    /** Grey stays grey, and no chunk asks for another meaning. */
    @Test
    void pillowSeesWhatWeWrite() throws IOException, InterruptedException {
        assumeTrue(python("-c", "import PIL, numpy") == 0, "needs python3 with Pillow and numpy");
        Random random = new Random(6);
        for (int i = 0; i < 10; i++) {
            Pixels picture =
                    ImageCodecTest.random(1 + random.nextInt(50), 1 + random.nextInt(50), i % 2 == 0 ? 1 : 3, i);
            for (Encoding encoding : new Encoding[] {Encoding.PNG, Encoding.JPEG}) {
                byte[] file = ImageCodec.encode(encoding, picture);
                Files.write(folder.resolve("file"), file);
                Files.write(folder.resolve("raw"), ImageCodec.decode(file).raw());
                String see =
                        """
                        import numpy, sys
                        from PIL import Image
                        image = Image.open(sys.argv[1] + "/file")
                        assert image.mode == sys.argv[2] and not {"icc_profile", "gamma", "exif"} & set(image.info), image.info
                        raw = numpy.fromfile(sys.argv[1] + "/raw", numpy.uint8).astype(int)
                        assert abs(numpy.asarray(image).ravel() - raw).max() <= int(sys.argv[3])
                        """;

                assertThat(python(
                                "-c",
                                see,
                                folder.toString(),
                                i % 2 == 0 ? "L" : "RGB",
                                encoding == Encoding.PNG ? "0" : "2"))
                        .as(said())
                        .isZero();
            }
        }
    }

    private static final class Compared {
        private final String kind;
        private int n;
        private int largest;
        private int exact;
        private int leftOut;
        private String why = "";

        Compared(String kind) {
            this.kind = kind;
        }

        int allowed() {
            return kind.startsWith("JPEG") ? 2 : kind.equals("BMP, 16 bit") ? 1 : 0;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %s |",
                    kind,
                    n,
                    leftOut == n ? "" : Integer.toString(largest),
                    leftOut == n ? "" : 100 * exact / (n - leftOut) + " %",
                    leftOut == 0 ? "0" : leftOut + ": " + why);
        }
    }

    private Compared compare(String number, String kind) throws IOException {
        Compared compared = new Compared(kind);
        for (int i = 0; i < OF_EACH; i++) {
            compared.n++;
            ByteBuffer seen = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(number + "-" + i + ".seen")));
            try {
                Pixels ours = Channels.rgb(ImageCodec.decode(Files.readAllBytes(folder.resolve(number + "-" + i))));
                assertThat(List.of(ours.height(), ours.width()))
                        .as("%s, %d", kind, i)
                        .isEqualTo(List.of(seen.getInt(), seen.getInt()));
                int largest = 0;
                for (byte level : ours.raw()) {
                    largest = Math.max(largest, Math.abs((level & 0xFF) - (seen.get() & 0xFF)));
                }
                compared.largest = Math.max(compared.largest, largest);
                compared.exact += largest == 0 ? 1 : 0;
            } catch (PixelException e) {
                compared.leftOut++;
                compared.why = e.getMessage();
            }
        }
        return compared;
    }

    private String script(String name) throws IOException {
        Path file = folder.resolve(name);
        try (var script = PillowTest.class.getResourceAsStream(name)) {
            Files.write(file, script.readAllBytes());
        }
        return file.toString();
    }

    private int python(String... arguments) throws InterruptedException {
        try {
            return new ProcessBuilder(Stream.concat(Stream.of(PYTHON), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }
}
