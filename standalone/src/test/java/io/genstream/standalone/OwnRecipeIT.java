package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.cli.client.ExitCode;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe file of the operator's own is listed, explained, checked, trained and taken away like those built in. */
class OwnRecipeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String RECIPE =
            """
            name: my-faces
            summary: a recipe of my own
            system: dcgan
            dataset: mine
            settings: {side: 32, width: 4, latent: 8, batch: 8}
            scales:
              smoke: {images: 16}
              small: {images: 64}
            """;

    @TempDir
    Path directory;

    private UpProcess up;

    @Test
    void isWhateverABuiltInOneIs() throws Exception {
        Path recipes = Files.createDirectory(directory.resolve("recipes"));
        Files.writeString(recipes.resolve("mine.yaml"), RECIPE);
        String setting = "trainer.recipes.dir=" + recipes;
        try (UpProcess first = UpProcess.start(directory.resolve("out"), directory.resolve("data"), "--set", setting)) {
            up = first;
            await().atMost(PATIENCE).until(first::isReady);
            await().atMost(PATIENCE).until(() -> genstream(0, "recipes").contains("my-faces"));
            assertThat(genstream(0, "recipes")).contains("mine", "a recipe of my own", "digits-cgan", "celeba-began");
            assertThat(genstream(0, "recipes", "my-faces"))
                    .contains("smoke, small", "64", "a whole number of at least 1");
            assertThat(genstream(ExitCode.USAGE.code(), "train", "my-faces", "--set", "imags=3"))
                    .contains("recipe my-faces has no setting 'imags'; it knows scale, ");
            assertThat(genstream(ExitCode.USAGE.code(), "train", "my-faces", "--set", "scale=huge"))
                    .contains("setting scale is 'huge', must be one of smoke, small");
            assertThat(genstream(ExitCode.NOT_FOUND.code(), "train", "my-face")).contains("Did you mean my-faces?");

            JsonObject bad =
                    new JsonObject().put("recipe", "my-faces").put("parameters", new JsonObject().put("images", "-1"));
            assertThat(new Api(first.url()).send("POST", "/v1/runs", bad, 422).encode())
                    .contains("parameters.images", "is '-1', must be a whole number of at least 1");

            genstream(0, "import", pictures().toString(), "--dataset", "mine", "--size", "32", "--test-share", "0");
            genstream(0, "train", "my-faces", "--set", "scale=smoke");
            await().atMost(PATIENCE).until(() -> genstream(0, "runs").contains("COMPLETED"));
            assertThat(genstream(0, "models")).contains("my-faces");
            assertThat(first.stop()).isTrue();
        }
        Files.delete(recipes.resolve("mine.yaml"));
        try (UpProcess second =
                UpProcess.start(directory.resolve("out2"), directory.resolve("data"), "--set", setting)) {
            up = second;
            await().atMost(PATIENCE).until(second::isReady);
            await().atMost(PATIENCE).until(() -> !genstream(0, "recipes").contains("my-faces"));
            assertThat(genstream(ExitCode.NOT_FOUND.code(), "train", "my-faces"))
                    .contains("there is no recipe my-faces");
        }
    }

    private Path pictures() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("pictures"));
        for (int i = 0; i < 16; i++) {
            BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            Graphics2D painter = picture.createGraphics();
            painter.setColor(new Color(16 * i, 128, 255 - 16 * i));
            painter.fillOval(i, 2, 16, 16);
            painter.dispose();
            ImageIO.write(picture, "png", folder.resolve(i + ".png").toFile());
        }
        return folder;
    }

    /** What the command printed, either way. */
    private String genstream(int exitCode, String... words) {
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--url", up.url().toString()));
        int code = GenstreamMain.commandLine().setOut(writer).setErr(writer).execute(all.toArray(String[]::new));
        assertThat(code).as(all + ": " + printed).isEqualTo(exitCode);
        return printed.toString();
    }
}
