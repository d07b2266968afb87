package io.genstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.trainer.run.RunCoordinator.Assignment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which runs begin by themselves, and who makes way for whom. */
class RunPrecedenceTest extends CoordinatorFixture {
    @Test
    void startsEachRevisionOnceAndLetsOlderDataMakeWay() throws InterruptedException {
        own();
        datasets.put(1);
        coordinator.reconcile();
        coordinator.reconcile();
        Assignment first = coordinator.take().orElseThrow();
        datasets.put(2);
        coordinator.reconcile();
        assertThat(first.signal().request()).isEqualTo(RunSignal.Request.STOP);
        assertThat(log.states()).containsExactly("a-r1 QUEUED", "a-r1 RUNNING", "a-r1 STOPPED", "a-r2 QUEUED");
        assertThat(log.last("a-r1").reason()).contains("superseded");
    }

    @Test
    void anOrderedRunGoesBeforeAnAutomaticOneWhichThenGoesOn() throws InterruptedException {
        own();
        datasets.put(1);
        coordinator.reconcile();
        Assignment automatic = coordinator.take().orElseThrow();
        command(RunCommand.Action.START, "one", "b");
        assertThat(automatic.signal().request()).isEqualTo(RunSignal.Request.YIELD);
        coordinator.finish("a-r1", Outcome.released().after(Optional.of(V1)));
        assertThat(coordinator.take().orElseThrow().run().runId()).isEqualTo("one");
        assertThat(log.last("a-r1").state()).isEqualTo(RunState.QUEUED);
        assertThat(log.last("a-r1").reason()).contains("waits for run one");
        assertThat(log.last("a-r1").lastCheckpoint()).contains("v1");
        assertThat(coordinator.pendingRuns()).containsExactlyInAnyOrder("one", "a-r1");
        coordinator.finish("one", Outcome.completed());
        assertThat(coordinator.take().orElseThrow().run().runId()).isEqualTo("a-r1");
        assertThat(log.last("a-r1").state()).isEqualTo(RunState.RUNNING);
        assertThat(log.last("a-r1").reason()).isEqualTo("revision 1 of data set data");
    }

    @Test
    void anAutomaticRunThatBeginsMeanwhileSaysWhatItWaitsFor() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "b");
        Assignment ordered = coordinator.take().orElseThrow();
        datasets.put(1);
        coordinator.reconcile();
        assertThat(log.last("a-r1").reason()).contains("revision 1").contains("waits for run one");
        assertThat(ordered.signal().goesOn()).isTrue();
    }

    @Test
    void orderedRunsWaitForEachOther() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        Assignment first = coordinator.take().orElseThrow();
        command(RunCommand.Action.START, "two", "b");
        assertThat(first.signal().goesOn()).isTrue();
    }

    @Test
    void afterARestartAnOrderedRunStillGoesFirst() throws InterruptedException {
        own();
        datasets.put(1);
        coordinator.reconcile();
        coordinator.take();
        command(RunCommand.Action.START, "one", "b");
        RunCoordinator restarted = coordinator("me");
        log.replay(restarted);
        restarted.owns(recipe -> true, RunSignal.Request.PARK);
        assertThat(restarted.take().orElseThrow().run().runId()).isEqualTo("one");
        assertThat(log.last("a-r1").state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void aBindingNamesItsDataSet() throws InterruptedException {
        RunCoordinator bound = coordinator("me", Duration.ZERO, "any@data");
        bound.owns(recipe -> true, RunSignal.Request.PARK);
        datasets.put(3);
        bound.reconcile();
        assertThat(log.states()).containsExactly("any-data-r3 QUEUED");
        assertThat(AutoRuns.isAuto(log.last("any-data-r3"))).isTrue();
        assertThatThrownBy(() -> new AutoRuns(List.of("any"), recipes)).hasMessageContaining("any@datasetId");
        assertThatThrownBy(() -> new AutoRuns(List.of("none"), recipes)).hasMessageContaining("a, b, any");
    }

    @Test
    void aRunOfARecipeForAnyDataNeedsADataSet() {
        own();
        command(RunCommand.Action.START, "one", "any");
        assertThat(log.last("one").state()).isEqualTo(RunState.FAILED);
        assertThat(log.last("one").reason()).contains("data set").contains("any");
    }
}
