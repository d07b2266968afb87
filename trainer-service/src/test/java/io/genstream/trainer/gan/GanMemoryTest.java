package io.genstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.testing.ShapePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A gradient of a gradient can tie a parameter to its own gradient in a circle that native memory never leaves: a set of
 * parameters a step, which no count of tensors on our side shows.
 */
class GanMemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int WARM_UP = 60;
    private static final int STEPS = 300;

    /** The critic's parameters are 2.6 MB: leaking them would take 780. */
    private static final long ALLOWED_MEGABYTES = 100;

    @Tag("slow")
    @Test
    void gradientPenaltyLeavesNothingBehind() throws IOException {
        assumeThat(Files.exists(STATUS)).isTrue();
        Map<String, String> set =
                Map.of("width", "64", "batch", "2", "latent", "4", "images", "1000000", "averageDecay", "0");
        try (TrainingSession session = GanSessions.start(
                "wgan-gp", ShapePictures.of(20, 32), set, Optional.empty(), TrainableNetwork::update)) {
            session.trainSteps(WARM_UP);
            long before = residentMegabytes();
            session.trainSteps(STEPS);

            assertThat(residentMegabytes() - before).isLessThan(ALLOWED_MEGABYTES);
        }
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
