package io.genstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunStateTest {
    private static final Run QUEUED =
            Run.queued("r", new RecipeSpec("a", "d", "m", Map.of()), 1, "me", "why", Instant.EPOCH);

    @Property
    void onlyWhatRunsOrWasStoppedOrFailedReturnsToTheQueue(@ForAll RunState from, @ForAll RunState to) {
        if (to == RunState.QUEUED) {
            assertThat(from.mayBecome(to)).isEqualTo(from != RunState.QUEUED && from != RunState.COMPLETED);
        } else {
            assertThat(from.mayBecome(to))
                    .isEqualTo(from.pending() && (from == RunState.RUNNING || to != RunState.COMPLETED));
        }
    }

    @Test
    void refusesToCompleteARunThatNeverRan() {
        assertThatIllegalStateException()
                .isThrownBy(() -> QUEUED.to(RunState.COMPLETED, "", "me", Instant.EPOCH))
                .withMessageContaining("QUEUED")
                .withMessageContaining("COMPLETED");
    }

    @Test
    void keepsItsCheckpointThroughAStop() {
        Run stopped = QUEUED.to(RunState.RUNNING, "", "me", Instant.EPOCH)
                .checkpointed(new Outcome.Published("v1", 3, 30), Instant.EPOCH)
                .to(RunState.STOPPED, "enough", "you", Instant.MAX);
        assertThat(stopped.lastCheckpoint()).contains("v1");
        assertThat(stopped.imagesSeen()).isEqualTo(30);
        assertThat(stopped.startedAt()).isEqualTo(Instant.EPOCH);
        assertThat(stopped.reason()).isEqualTo("enough");
    }
}
