package io.genstream.trainer.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainOfflineTest {
    private static final Path DIGITS = Path.of("..", "data", "digits");

    @TempDir
    Path folder;

    @Test
    void writesAnExtractorWithItsDescription() throws IOException {
        String printed = run("digits-classifier");

        Properties description = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve("digits-classifier.properties"))) {
            description.load(in);
        }
        assertThat(folder.resolve("digits-classifier.onnx")).exists();
        assertThat(description.getProperty("sha256")).hasSize(64);
        assertThat(description.getProperty("features")).isEqualTo("64");
        assertThat(printed).contains("640 / 640 images", "test accuracy");
    }

    @Test
    void writesAGeneratorWithSamples() throws IOException {
        String printed = run("digits-cgan");

        assertThat(folder.resolve("digits-cgan-generator.onnx")).isNotEmptyFile();
        assertThat(folder.resolve("digits-cgan-samples.png")).isNotEmptyFile();
        assertThat(printed).contains("discriminator");
    }

    private String run(String recipe) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Map<String, String> settings = Map.of("size", "smoke", "images", "640", "threads", "1");
        new TrainOffline(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(new OfflineArguments(recipe, DIGITS, folder, settings));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
