package io.genstream.inference.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CancellationsTest {
    @Test
    void forgetsTheOldestAtItsLimit() {
        Cancellations cancellations = new Cancellations();
        for (int i = 0; i <= Cancellations.LIMIT; i++) {
            cancellations.add("request-" + i);
        }

        assertThat(cancellations.contains("request-0")).isFalse();
        assertThat(cancellations.contains("request-1")).isTrue();
        assertThat(cancellations.contains("request-" + Cancellations.LIMIT)).isTrue();
    }
}
