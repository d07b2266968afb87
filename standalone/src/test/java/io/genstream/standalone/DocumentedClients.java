package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The programs of docs/clients, run as their readers would run them. */
final class DocumentedClients {
    private static final Path FOLDER =
            Path.of("../docs/clients").toAbsolutePath().normalize();
    private static final Path SCHEMAS =
            Path.of("../schemas/src/main/resources/released").toAbsolutePath().normalize();
    private static final String PYTHON =
            Optional.ofNullable(System.getenv("GENSTREAM_PYTHON")).orElse("python3");
    private static final long PATIENCE_S = 120;

    private final String url;
    private final String bootstrapServers;
    private final Path folder;

    DocumentedClients(String url, String bootstrapServers, Path folder) {
        this.url = url;
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
    }

    /** The Java consumer saves pictures that were asked for before. */
    void assertJavaSavesPictures(int count) throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("java"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String source = FOLDER.resolve("java/Images.java").toString();
        String avro = "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.genstream.schemas.avro";
        assertThat(run(java, avro, source, bootstrapServers, pictures.toString(), Integer.toString(count)))
                .contains(Api.MODEL);
        try (var files = Files.list(pictures)) {
            assertThat(files.filter(file -> file.toString().endsWith(".pnm")))
                    .hasSizeGreaterThanOrEqualTo(count)
                    .allSatisfy(file -> assertThat(file).hasSize("P5 32 32 255\n".length() + 32 * 32L));
        }
    }

    void assertPythonTrainsOnATarStream() throws Exception {
        requirePython("tarfile");
        assertThat(run(PYTHON, "-B", python("synthetic_dataset.py"), url, Api.MODEL, "150"))
                .contains("step 2: 22 pictures", "150 pictures of 10 labels");
    }

    void assertPythonAsksKafka() throws Exception {
        requirePython("fastavro, confluent_kafka");
        assertThat(run(
                        PYTHON,
                        "-B",
                        python("kafka_pictures.py"),
                        bootstrapServers,
                        Api.MODEL,
                        "20",
                        SCHEMAS.toString()))
                .contains("20 pictures, labels");
    }

    private static String python(String script) {
        return FOLDER.resolve("python").resolve(script).toString();
    }

    private static void requirePython(String modules) throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder(PYTHON, "-c", "import " + modules)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "Skipped: " + PYTHON + " (or GENSTREAM_PYTHON) with " + modules + " is not there");
    }

    private static String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
