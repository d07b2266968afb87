package io.genstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.genstream.trainer.run.RunCoordinator.Assignment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The life of runs, without Kafka and without training. */
class RunCoordinatorTest extends CoordinatorFixture {
    @Test
    void trainsOneRunAtATimeInOrderOfArrival() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        command(RunCommand.Action.START, "two", "b");
        Assignment first = coordinator.take().orElseThrow();
        assertThat(first.run().runId()).isEqualTo("one");
        assertThat(log.states()).containsExactly("one QUEUED", "two QUEUED", "one RUNNING");
        coordinator.finish("one", Outcome.completed());
        assertThat(coordinator.take().orElseThrow().run().runId()).isEqualTo("two");
    }

    @Test
    void takesUpWhatWasRunningBeforeWhatWaits() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        command(RunCommand.Action.START, "two", "b");
        coordinator.take();
        RunCoordinator restarted = coordinator("me");
        log.replay(restarted);
        restarted.owns(recipe -> true, RunSignal.Request.PARK);
        assertThat(restarted.take().orElseThrow().run().runId()).isEqualTo("one");
    }

    @Test
    void leavesRecipesThatItDoesNotOwnAlone() throws InterruptedException {
        coordinator.owns("b"::equals, RunSignal.Request.PARK);
        command(RunCommand.Action.START, "one", "a");
        command(RunCommand.Action.START, "two", "b");
        assertThat(coordinator.take().orElseThrow().run().runId()).isEqualTo("two");
    }

    @Test
    void parksTheCurrentRunWhenItsRecipeGoesToAnotherInstance() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        Assignment held = coordinator.take().orElseThrow();
        coordinator.owns("b"::equals, RunSignal.Request.PARK);
        assertThat(held.signal().request()).isEqualTo(RunSignal.Request.PARK);
        coordinator.finish("one", Outcome.released());
        assertThat(log.last("one").state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void aRunThatComesOverWaitsForTheOneThatIsTrainedAndSaysSo() throws InterruptedException {
        RunCoordinator other = coordinator("other");
        other.owns("b"::equals, RunSignal.Request.PARK);
        handle(other, RunCommand.Action.START, "two", "b");
        other.take();
        coordinator.owns("a"::equals, RunSignal.Request.PARK);
        log.replay(coordinator);
        command(RunCommand.Action.START, "one", "a");
        coordinator.take();
        coordinator.reconcile();
        assertThat(log.last("two").state()).as("the other's still").isEqualTo(RunState.RUNNING);

        own();
        coordinator.reconcile();
        assertThat(log.last("two").state()).isEqualTo(RunState.QUEUED);
        assertThat(log.last("two").reason()).startsWith("waits for run one");
        coordinator.finish("one", Outcome.completed());
        assertThat(coordinator.take().orElseThrow().run().runId()).isEqualTo("two");
    }

    @Test
    void writesAStopDownAtOnceAndKeepsTheLastCheckpoint() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        Assignment held = coordinator.take().orElseThrow();
        command(RunCommand.Action.STOP, "one", "a");
        assertThat(log.last("one").state()).isEqualTo(RunState.STOPPED);
        assertThat(held.signal().request()).isEqualTo(RunSignal.Request.STOP);
        coordinator.checkpointed("one", V1);
        coordinator.finish("one", Outcome.completed());
        assertThat(log.last("one").state()).isEqualTo(RunState.STOPPED);
        assertThat(log.last("one").lastCheckpoint()).contains("v1");
    }

    @Test
    void changesNothingWhenACommandIsRepeated() {
        own();
        command(RunCommand.Action.START, "one", "a");
        command(RunCommand.Action.START, "one", "a");
        command(RunCommand.Action.STOP, "one", "a");
        command(RunCommand.Action.STOP, "one", "a");
        assertThat(log.states()).containsExactly("one QUEUED", "one STOPPED");
    }

    @Test
    void deletesARunThatHasEndedAndNoOther() {
        own();
        command(RunCommand.Action.START, "one", "a");
        command(RunCommand.Action.DELETE, "one", "a");
        assertThat(log.states()).containsExactly("one QUEUED");
        command(RunCommand.Action.STOP, "one", "a");
        command(RunCommand.Action.DELETE, "one", "a");
        command(RunCommand.Action.DELETE, "one", "a");
        assertThat(log.states()).isEmpty();
    }

    @Test
    void theRunOfTheNewestDataStaysOrTheSameDataWouldStartItAgain() {
        own();
        datasets.put(1);
        coordinator.reconcile();
        command(RunCommand.Action.STOP, "a-r1", "a");
        command(RunCommand.Action.DELETE, "a-r1", "a");
        assertThat(log.states()).containsExactly("a-r1 QUEUED", "a-r1 STOPPED");

        datasets.put(2);
        coordinator.reconcile();
        command(RunCommand.Action.DELETE, "a-r1", "a");
        coordinator.reconcile();
        assertThat(log.states()).containsExactly("a-r2 QUEUED");
    }

    @Test
    void aStopThatOvertakesItsStartHolds() {
        own();
        Instant start = Instant.EPOCH.plusSeconds(1);
        handle(coordinator, RunCommand.Action.STOP, "one", "a", start.plusSeconds(1));
        handle(coordinator, RunCommand.Action.START, "one", "a", start);
        assertThat(log.states()).containsExactly("one STOPPED");
    }

    @Test
    void aCommandThatComesAfterALaterOneChangesNothingNeitherAfterARestart() {
        own();
        Instant start = Instant.EPOCH.plusSeconds(1);
        handle(coordinator, RunCommand.Action.START, "one", "a", start);
        handle(coordinator, RunCommand.Action.STOP, "one", "a", start.plusSeconds(1));
        handle(coordinator, RunCommand.Action.RESUME, "one", "a", start.plusSeconds(3));
        handle(coordinator, RunCommand.Action.STOP, "one", "a", start.plusSeconds(2));
        assertThat(log.last("one").state()).isEqualTo(RunState.QUEUED);

        RunCoordinator restarted = coordinator("me again");
        log.replay(restarted);
        restarted.owns(recipe -> true, RunSignal.Request.PARK);
        handle(restarted, RunCommand.Action.STOP, "one", "a", start.plusSeconds(2));
        assertThat(log.last("one").state()).isEqualTo(RunState.QUEUED);
        handle(restarted, RunCommand.Action.STOP, "one", "a", start.plusSeconds(4));
        assertThat(log.last("one").state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void neverResumesACompletedRun() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        coordinator.take();
        coordinator.finish("one", Outcome.completed());
        command(RunCommand.Action.RESUME, "one", "a");
        assertThat(log.last("one").state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aStoppedRunsRecordNamesTheCheckpointThatTheStopWrote() throws Exception {
        RunCoordinator patient = coordinator("me", Duration.ofSeconds(30), "a");
        patient.owns(recipe -> true, RunSignal.Request.PARK);
        handle(patient, RunCommand.Action.START, "one", "a");
        Assignment held = patient.take().orElseThrow();
        CompletableFuture<Void> stop =
                CompletableFuture.runAsync(() -> handle(patient, RunCommand.Action.STOP, "one", "a"));
        await().until(() -> held.signal().request() == RunSignal.Request.STOP);
        assertThat(log.last("one").state()).isEqualTo(RunState.RUNNING);
        patient.checkpointed("one", V1);
        patient.finish("one", Outcome.released().after(Optional.of(V1)));
        stop.get();
        Run firstStopped = log.first("one", RunState.STOPPED);
        assertThat(firstStopped.lastCheckpoint()).contains("v1");
        assertThat(firstStopped.reason()).contains("a test");
        assertThat(log.states()).containsExactly("one QUEUED", "one RUNNING", "one RUNNING", "one STOPPED");
        assertThat(ended("stopped")).isEqualTo(1);
    }

    @Test
    void aCheckpointWhoseRecordFailedIsNamedAtTheEnd() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        coordinator.take();
        log.broken = true;
        assertThatThrownBy(() -> coordinator.checkpointed("one", V1)).isInstanceOf(RunLogException.class);
        log.broken = false;
        coordinator.finish("one", Outcome.completed().after(Optional.of(V1)));
        assertThat(log.last("one").lastCheckpoint()).contains("v1");
        assertThat(log.last("one").imagesSeen()).isEqualTo(10);
        assertThat(ended("completed")).isEqualTo(1);
    }

    @Test
    void leavesACommandUndoneWhenItCannotBeWrittenDown() {
        own();
        log.broken = true;
        assertThatThrownBy(() -> command(RunCommand.Action.START, "one", "a")).isInstanceOf(RunLogException.class);
        log.broken = false;
        command(RunCommand.Action.START, "one", "a");
        assertThat(log.states()).containsExactly("one QUEUED");
    }

    @Test
    void ignoresItsOwnOlderRecordsWhenTheyComeBack() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        Run queued = log.last("one");
        coordinator.take();
        coordinator.observe("one", queued, 0);
        coordinator.finish("one", Outcome.completed());
        assertThat(log.last("one").state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void endsTheTrainingThreadsWaitWhenClosed() throws InterruptedException {
        coordinator.close();
        assertThat(coordinator.take()).isEmpty();
    }
}
