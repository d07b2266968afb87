package io.genstream.benchmarks.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.genstream.cli.runs.RunCurve;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void aCollapseOfTheOneAndNotOfTheOtherIsWhatWasClaimed() {
        assertThat(AnimeCollapse.verdict(List.of(trial("DCGAN", 150, 400), trial("WGAN-GP", 150, 160))))
                .startsWith("**The claim held**");
        assertThat(AnimeCollapse.verdict(List.of(trial("DCGAN", 150, 400), trial("WGAN-GP", 150, 410))))
                .startsWith("**The claim did not hold**");
        assertThat(AnimeCollapse.verdict(List.of(trial("DCGAN", 150, 160), trial("WGAN-GP", 150, 160))))
                .startsWith("**Undecidable at this scale**");
    }

    @Test
    void everyRunOfTheOneMustBeBelowEveryRunOfTheOther() {
        assertThat(Upsampling.verdict(0.01, 0.02)).startsWith("**The claim held**");
        assertThat(Upsampling.verdict(0.02, 0.02)).startsWith("**The claim did not hold**");
        assertThat(VaeganNoise.verdict(Optional.of(List.of(1.0, 2.0)), Optional.of(List.of(3.0, 9.0))))
                .startsWith("**The claim held**");
        assertThat(VaeganNoise.verdict(Optional.of(List.of(1.0, 4.0)), Optional.of(List.of(3.0, 9.0))))
                .startsWith("**The claim did not hold**");
        assertThat(VaeganNoise.verdict(Optional.empty(), Optional.of(List.of(3.0))))
                .startsWith("**Undecidable**");
    }

    @Test
    void everyPartOfATableIsHeldAgainstItsPartOfTheClaim() {
        List<String> verdict = LfwTable1.verdict(new LfwTable1.Means(
                Map.of("AE", 0.008, "VAE, 0.2", 0.011, "VAE, 0.1", 0.004, "VAE, 0.01", 0.005, "VAE-GAN", 0.001),
                Map.of("AE", 300.0, "VAE, 0.1", 80.0)));
        assertThat(verdict.get(0)).contains("**did not hold** (0.0110, 0.00400, 0.00500)");
        assertThat(verdict.get(1)).contains("**held** (0.00800, 0.00100)");
        assertThat(verdict.get(2)).contains("**held** (300, 80.0)");
        assertThat(verdict.get(3)).contains("**undecidable**, VAE, 0.01 was not measured");
    }

    private static Trial trial(String arm, double... distances) {
        List<RunCurve.Figure> figures = new ArrayList<>();
        for (int i = 0; i < distances.length; i++) {
            figures.add(
                    new RunCurve.Figure("fd-x-2000-none", "frechet-distance", "v" + i, i, distances[i], Instant.EPOCH));
        }
        RunCurve curve = new RunCurve(JsonNodeFactory.instance.objectNode(), List.of(), figures);
        return new Trial(new Arm(arm, "recipe"), 1, Map.of(), "model", curve);
    }
}
