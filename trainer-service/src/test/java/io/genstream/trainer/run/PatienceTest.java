package io.genstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final RunSignal signal = new RunSignal();

    @Test
    void endsWithTroubleThatStaysButNotWithWhatPasses() throws InterruptedException {
        Patience patience = new Patience(signal, Duration.ofMillis(500));
        assertThat(patience.again(true)).isTrue();
        assertThat(patience.again(false)).isTrue();
        assertThat(patience.again(false)).isFalse();
        assertThat(patience.again(true)).isTrue();
    }

    @Test
    void letsGoOfARunThatIsWantedElsewhere() throws InterruptedException {
        Patience patience = new Patience(signal, Duration.ofHours(1));
        signal.raise(RunSignal.Request.PARK, "a test");
        assertThat(patience.again(true)).isFalse();
    }
}
