package io.genstream.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricNamesTest {
    @Test
    void theGuardsFollowFromTheDistance() {
        MetricNames digits = MetricNames.of("fd-digits-2000-none").orElseThrow();

        assertThat(digits.all())
                .containsExactly(
                        "fd-digits-2000-none",
                        "agreement-digits-2000",
                        "recall-digits-2000-k3",
                        "nn-train-digits-2000");
    }

    @Test
    void componentsTellNoClassesApart() {
        assertThat(MetricNames.of("fd-pca64-2000-area32").orElseThrow().all())
                .containsExactly("fd-pca64-2000-area32", "recall-pca64-2000-k3", "nn-train-pca64-2000");
        assertThat(MetricNames.of("fd-pca32-train-250-area32").orElseThrow().all())
                .containsExactly("fd-pca32-train-250-area32", "recall-pca32-train-250-k3", "nn-train-pca32-train-250");
    }

    @Test
    void otherMetricsAreNoDistances() {
        assertThat(MetricNames.of("fd-digits-2000-none-relative")).isEmpty();
        assertThat(MetricNames.of("recall-digits-2000-k3")).isEmpty();
        assertThat(MetricNames.of("fd-")).isEmpty();
        assertThat(MetricNames.used("precision-digits-2000-k3")).isFalse();
        assertThat(MetricNames.used("fd-digits-2000-none-relative")).isFalse();
        assertThat(MetricNames.used("recall-digits-2000-k3")).isTrue();
    }
}
