package io.genstream.trainer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.trainer.metrics.TrainerMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class BoundedViewTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BoundedView<String, Integer> view = new BoundedView<>("test", 2, new TrainerMetrics(registry));

    @Test
    void letsTheLongestUnwrittenGoAtTheLimitAndCountsIt() {
        view.put("a", 1);
        view.put("b", 2);
        view.put("a", 3);
        view.put("c", 4);
        assertThat(view.values()).containsExactly(3, 4);
        assertThat(registry.counter("genstream.trainer.evicted", "view", "test").count())
                .isEqualTo(1);
    }

    @Test
    void forgetsWhatIsDeleted() {
        view.put("a", 1);
        view.put("a", null);
        assertThat(view.get("a")).isEmpty();
    }
}
