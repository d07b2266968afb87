package io.genstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.SteppedSession;
import io.genstream.trainer.testing.NativeResources;
import io.genstream.trainer.testing.ShapePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of steps leave nothing behind. A gradient of a gradient can tie a parameter to its own gradient in a circle that
 * native memory never leaves: a set of parameters a step, which no count of tensors on our side shows, so the process is
 * watched, too.
 */
class GanMemoryTest {
    private static final Logger LOGGER = LoggerFactory.getLogger(GanMemoryTest.class);
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final long HEAP_END = 32L << 30;
    private static final int WARM_UP = 500;
    private static final int STEPS = 2_000;

    /** A set of the smallest network's parameters is 0.2 MB: leaking it every step would take 300. */
    private static final long ALLOWED_MEGABYTES = 60;

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"dcgan, float32", "dcgan, bfloat16", "wgan-gp, float32", "vaegan, float32"})
    void stepsLeaveNothingBehind(String name, String precision) throws IOException {
        Map<String, String> set =
                new HashMap<>(Map.of("width", "16", "batch", "2", "latent", "4", "images", "1000000"));
        set.put("precision", precision);
        AtomicReference<NDManager> root = new AtomicReference<>();
        try (TrainingSession session = start(name, set, root)) {
            session.trainSteps(WARM_UP);
            long resources = NativeResources.count(root.get());
            OptionalLong resident = residentMegabytes();
            session.trainSteps(STEPS - WARM_UP);

            assertThat(NativeResources.count(root.get())).isEqualTo(resources).isPositive();
            if (resident.isPresent()) {
                long grown = residentMegabytes().orElseThrow() - resident.getAsLong();
                LOGGER.info("{} {}: {} resources, grown by {} MB", name, precision, resources, grown);
                assertThat(grown).as("megabytes of " + name).isLessThan(ALLOWED_MEGABYTES);
            }
        }
    }

    private static TrainingSession start(String name, Map<String, String> set, AtomicReference<NDManager> root) {
        TrainingSystem system = RecipeCatalogue.systems().get(name);
        PictureSet pictures = ShapePictures.of(20, 32);
        RecipeSettings settings = SettingsSchema.of(name, CommonSettings.list(1_000, 4, 1), system.settings())
                .parse(set);
        return SteppedSession.start(name, settings, pictures, Optional.empty(), source -> {
            root.set(source.manager());
            return system.make(pictures, settings, source);
        });
    }

    /** Resident outside the Java heap, which lies below 32 GB; nothing where the system does not tell. */
    private static OptionalLong residentMegabytes() throws IOException {
        if (!Files.exists(MAPPINGS)) {
            return OptionalLong.empty();
        }
        long kilobytes = 0;
        boolean outside = false;
        for (String line : Files.readAllLines(MAPPINGS)) {
            if (line.matches("[0-9a-f]+-.*")) {
                outside = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16) >= HEAP_END;
            } else if (outside && line.startsWith("Rss:")) {
                kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return OptionalLong.of(kilobytes / 1024);
    }
}
