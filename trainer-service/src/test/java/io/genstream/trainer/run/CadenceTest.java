package io.genstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void comesFirstSoonerAndThenRegularly() {
        Cadence cadence = new Cadence(Duration.ofSeconds(1), Duration.ofSeconds(20), Long.MAX_VALUE - SECOND / 2);
        long start = Long.MAX_VALUE - SECOND / 2; // a monotonic clock may overflow
        assertThat(cadence.due(start)).isFalse();
        assertThat(cadence.due(start + SECOND)).isTrue();
        cadence.done(start + SECOND);
        assertThat(cadence.due(start + 20 * SECOND)).isFalse();
        assertThat(cadence.due(start + 21 * SECOND)).isTrue();
    }

    @Test
    void takesATenthOfTheTimeAtMost() {
        Cadence cadence = new Cadence(Duration.ZERO, Duration.ofSeconds(1), 0);
        cadence.done(0, 3 * SECOND);
        assertThat(cadence.due(29 * SECOND)).isFalse();
        assertThat(cadence.due(30 * SECOND)).isTrue();
    }
}
