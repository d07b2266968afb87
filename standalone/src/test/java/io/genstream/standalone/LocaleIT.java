package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.cli.ClientMain;
import io.genstream.cli.client.ExitCode;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One data directory, started and used on machines of three locales, the last of which Java cannot even tell names in. */
class LocaleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String TURKISH = "-Duser.language=tr -Duser.country=TR";
    private static final String PERSIAN = "-Duser.language=fa -Duser.country=IR -Duser.timezone=Asia/Tehran";
    private static final String MODEL = "image-cgan-people";

    @TempDir
    Path directory;

    private UpProcess up;
    private String flags;

    @AfterEach
    void killWhatIsLeft() {
        if (up != null) {
            up.close();
        }
    }

    @Test
    void noLocaleReachesDataModelsOrPictures() throws Exception {
        start("first", TURKISH);
        genstream(0, "import", people().toString(), "--dataset", "people", "--test-share", "0");
        genstream(
                0,
                "train",
                "image-cgan",
                "--dataset",
                "people",
                "--set",
                "images=64",
                "--set",
                "batch=16",
                "--set",
                "width=8");
        Api api = new Api(up.url());
        await().atMost(PATIENCE).until(() -> api.get("/v1/models").encode().contains(MODEL));
        await().atMost(PATIENCE).until(() -> api.get("/v1/runs").encode().contains("COMPLETED"));
        assertThat(up.stop()).isTrue();

        start("second", "-Dno=flag");
        assertAllIsThere();
        assertThat(up.stop()).isTrue();

        start("third", PERSIAN);
        assertAllIsThere();
        picturesHaveUsualNames();
        recordsComeFromUsualNames();
        aNameThatCannotBeToldIsRefused();
        assertThat(up.stop()).isTrue();
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            assertThat(files).allMatch(file -> file.toString().matches("\\p{ASCII}*"));
        }
    }

    private void start(String name, String jvmFlags) throws Exception {
        flags = jvmFlags;
        up = UpProcess.under(jvmFlags, directory.resolve(name), directory.resolve("data"));
        await().atMost(PATIENCE).until(() -> {
            assertThat(up.isAlive()).as(up::outputQuietly).isTrue();
            return up.isReady();
        });
    }

    private void assertAllIsThere() throws Exception {
        Api api = new Api(up.url());
        assertThat(api.get("/v1/datasets").encode()).contains("people");
        assertThat(api.get("/v1/models").encode()).contains(MODEL);
    }

    private void picturesHaveUsualNames() throws Exception {
        Path folder = directory.resolve("made");
        genstream(0, "generate", MODEL, "--count", "2", "--label", "Smith, John", "--out", folder.toString());
        assertThat(folder.resolve("000001.png")).exists();
        assertThat(folder.resolve("labels.csv")).content().contains("000001.png,\"Smith, John\"");

        Path tar = directory.resolve("made.tar");
        genstream(0, "generate", MODEL, "--count", "2", "--out", tar.toString());
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("000001.png", "000001.json");
    }

    private void recordsComeFromUsualNames() throws Exception {
        Path idx = Files.createDirectory(directory.resolve("idx"));
        for (String split : List.of("train", "t10k")) {
            write(idx.resolve(split + "-images-idx3-ubyte.gz"), 0x803, new int[] {4, 8, 8}, 4 * 8 * 8, split.length());
            write(idx.resolve(split + "-labels-idx1-ubyte.gz"), 0x801, new int[] {4}, 4, 0);
        }
        genstream(0, "import", idx.toString(), "--dataset", "idx", "--size", "8");

        JsonObject records = new Api(up.url()).get("/v1/datasets/idx/records");
        assertThat(records.encode()).contains("t10k-000003", "train-000003");
    }

    /** Started without the launcher script, which would have chosen a locale. */
    private void aNameThatCannotBeToldIsRefused() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("names"));
        Path picture = directory.resolve("people/Doe/0.png");
        for (String name : List.of("\\346\\227\\245", "\\344\\270\\255")) { // 日 and 中 in UTF-8
            new ProcessBuilder(
                            "bash",
                            "-c",
                            "d=$0/$(printf '" + name + "') && mkdir $d && cp $1 $d",
                            "" + folder,
                            "" + picture)
                    .start()
                    .waitFor();
        }
        assertThat(posix(ExitCode.FILE_UNUSABLE, "import \"$0\" --dataset names", folder))
                .contains("cannot be told", "LC_ALL=C.UTF-8");
        assertThat(posix(ExitCode.USAGE, "import \"$(printf '\\346\\227\\245')\" --dataset names", folder))
                .contains("cannot be told", "LC_ALL=C.UTF-8");
    }

    private String posix(ExitCode expected, String words, Path folder) throws Exception {
        Map<String, String> environment =
                Map.of("LC_ALL", "C", "GENSTREAM_URL", up.url().toString());
        return run(
                expected.code(),
                environment,
                "bash",
                "-c",
                java() + " " + ClientMain.class.getName() + " " + words,
                "" + folder);
    }

    private String genstream(int expected, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", ClientMain.class.getName()));
        command.addAll(List.of(words));
        Map<String, String> environment =
                Map.of("JAVA_TOOL_OPTIONS", flags, "GENSTREAM_URL", up.url().toString());
        return run(expected, environment, command.toArray(String[]::new));
    }

    private static String run(int expected, Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(List.of(command) + ": " + printed).isEqualTo(expected);
        return printed;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Path people() throws IOException {
        for (String person : List.of("Doe", "Smith, John")) {
            Path folder = Files.createDirectories(directory.resolve("people").resolve(person));
            for (int i = 0; i < 16; i++) {
                BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
                picture.setRGB(i, i, person.hashCode());
                ImageIO.write(picture, "png", folder.resolve(i + ".png").toFile());
            }
        }
        return directory.resolve("people");
    }

    private static void write(Path file, int magic, int[] dimensions, int values, int first) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(magic);
            for (int dimension : dimensions) {
                out.writeInt(dimension);
            }
            for (int i = 0; i < values; i++) {
                out.writeByte((first + i) % 10);
            }
        }
    }
}
