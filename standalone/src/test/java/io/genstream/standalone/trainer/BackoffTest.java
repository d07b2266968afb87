package io.genstream.standalone.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2));

    @Test
    void doublesUpToTheLongest() {
        assertThat(BACKOFF.waitAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(BACKOFF.waitAfter(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(BACKOFF.waitAfter(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(BACKOFF.waitAfter(6)).isEqualTo(Duration.ofSeconds(30));
    }

    @Property
    void neverShrinksAndNeverExceedsTheLongest(@ForAll @IntRange(min = 1) int failures) {
        Duration wait = BACKOFF.waitAfter(failures);
        assertThat(wait).isBetween(BACKOFF.first(), BACKOFF.longest());
        if (failures < Integer.MAX_VALUE) {
            assertThat(BACKOFF.waitAfter(failures + 1)).isGreaterThanOrEqualTo(wait);
        }
    }

    @Test
    void forgivesAChildThatLivedLong() {
        assertThat(BACKOFF.failuresAfter(7, Duration.ofSeconds(3))).isEqualTo(8);
        assertThat(BACKOFF.failuresAfter(7, Duration.ofMinutes(2))).isEqualTo(1);
    }
}
