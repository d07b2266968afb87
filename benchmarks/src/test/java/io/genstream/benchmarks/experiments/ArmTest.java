package io.genstream.benchmarks.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArmTest {
    /** Runs are found again by it, so it must not change. */
    @Test
    void namesModelsAndFilesAsItEverDid() {
        List<String> slugs = Experiments.all().stream()
                .flatMap(experiment -> experiment.arms().stream())
                .map(Arm::slug)
                .toList();

        assertThat(slugs)
                .containsExactly(
                        "ae",
                        "vae-0.2",
                        "vae-0.1",
                        "vae-0.01",
                        "vae-gan",
                        "dcgan",
                        "dcgan-flip",
                        "wgan-gp",
                        "wgan-gp-flip",
                        "transposed-convolution",
                        "upsample-and-convolution",
                        "without-divergence",
                        "with-divergence");
    }
}
