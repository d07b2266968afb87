package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {
    @Test
    void isTheShareOfEqualClasses() {
        assertThat(Agreement.of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 3, 9}).value())
                .isEqualTo(0.75);
    }

    /** R. Newcombe, Statistics in Medicine 17, 1998, table I, method 3: 81 of 263 gives 0.2553 to 0.3662. */
    @Test
    void intervalMatchesThePublishedExample() {
        Estimate agreement = Agreement.ofCounts(81, 263);

        assertThat(agreement.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(agreement.high()).isCloseTo(0.3662, within(5e-5));
    }

    @Test
    void intervalStaysInsideAtTheEnds() {
        assertThat(Agreement.ofCounts(2000, 2000).high()).isEqualTo(1);
        assertThat(Agreement.ofCounts(2000, 2000).low()).isBetween(0.997, 0.999);
        assertThat(Agreement.ofCounts(0, 2000).low()).isZero();
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> Agreement.of(new int[0], new int[0])).hasMessageContaining("at least 1");
    }
}
