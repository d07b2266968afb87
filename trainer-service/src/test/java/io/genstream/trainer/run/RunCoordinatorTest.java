package io.genstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.Datasets;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.testing.FakeRecipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The life of runs, without Kafka and without training. */
class RunCoordinatorTest {
    private static final Outcome.Published V1 = new Outcome.Published("v1", 1, 10);
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final MemoryLog log = new MemoryLog();
    private final MemoryDatasets datasets = new MemoryDatasets();
    private final Recipes recipes = new Recipes(List.of(
            new FakeRecipe("a", "data", 100), new FakeRecipe("b", "data", 100), new FakeRecipe("any", null, 100)));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RunCoordinator coordinator = coordinator("me");

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
        restarted.owns(recipe -> true, RunSignal.Wish.PARK);
        assertThat(restarted.take().orElseThrow().run().runId()).isEqualTo("one");
    }

    @Test
    void leavesRecipesThatItDoesNotOwnAlone() throws InterruptedException {
        coordinator.owns("b"::equals, RunSignal.Wish.PARK);
        command(RunCommand.Action.START, "one", "a");
        command(RunCommand.Action.START, "two", "b");
        assertThat(coordinator.take().orElseThrow().run().runId()).isEqualTo("two");
    }

    @Test
    void parksTheCurrentRunWhenItsRecipeGoesToAnotherInstance() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        Assignment held = coordinator.take().orElseThrow();
        coordinator.owns("b"::equals, RunSignal.Wish.PARK);
        assertThat(held.signal().wish()).isEqualTo(RunSignal.Wish.PARK);
        coordinator.finish("one", Outcome.released());
        assertThat(log.last("one").state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void writesAStopDownAtOnceAndKeepsTheLastCheckpoint() throws InterruptedException {
        own();
        command(RunCommand.Action.START, "one", "a");
        Assignment held = coordinator.take().orElseThrow();
        command(RunCommand.Action.STOP, "one", "a");
        assertThat(log.last("one").state()).isEqualTo(RunState.STOPPED);
        assertThat(held.signal().wish()).isEqualTo(RunSignal.Wish.STOP);
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
        command(RunCommand.Action.STOP, "unknown", "a");
        assertThat(log.states()).containsExactly("one QUEUED", "one STOPPED");
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
    void startsEachRevisionOnceAndLetsOlderDataMakeWay() throws InterruptedException {
        own();
        datasets.put(1);
        coordinator.reconcile();
        coordinator.reconcile();
        Assignment first = coordinator.take().orElseThrow();
        datasets.put(2);
        coordinator.reconcile();
        assertThat(first.signal().wish()).isEqualTo(RunSignal.Wish.STOP);
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
        assertThat(automatic.signal().wish()).isEqualTo(RunSignal.Wish.YIELD);
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
        restarted.owns(recipe -> true, RunSignal.Wish.PARK);
        assertThat(restarted.take().orElseThrow().run().runId()).isEqualTo("one");
        assertThat(log.last("a-r1").state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void aStoppedRunsRecordNamesTheCheckpointThatTheStopWrote() throws Exception {
        RunCoordinator patient = coordinator("me", Duration.ofSeconds(30), "a");
        patient.owns(recipe -> true, RunSignal.Wish.PARK);
        handle(patient, RunCommand.Action.START, "one", "a");
        Assignment held = patient.take().orElseThrow();
        CompletableFuture<Void> stop =
                CompletableFuture.runAsync(() -> handle(patient, RunCommand.Action.STOP, "one", "a"));
        await().until(() -> held.signal().wish() == RunSignal.Wish.STOP);
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
    void aBindingNamesItsDataSet() throws InterruptedException {
        RunCoordinator bound = coordinator("me", Duration.ZERO, "any@data");
        bound.owns(recipe -> true, RunSignal.Wish.PARK);
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

    private void own() {
        coordinator.owns(recipe -> true, RunSignal.Wish.PARK);
    }

    private RunCoordinator coordinator(String instance) {
        return coordinator(instance, Duration.ZERO, "a");
    }

    private RunCoordinator coordinator(String instance, Duration stopPatience, String binding) {
        return new RunCoordinator(
                log,
                recipes,
                new AutoRuns(List.of(binding), recipes),
                datasets,
                instance,
                stopPatience,
                new TrainerMetrics(registry),
                CLOCK);
    }

    private double ended(String state) {
        return registry.counter("genstream.trainer.runs.ended", "recipe", "a", "state", state)
                .count();
    }

    private void command(RunCommand.Action action, String runId, String recipe) {
        handle(coordinator, action, runId, recipe);
    }

    private static void handle(RunCoordinator to, RunCommand.Action action, String runId, String recipe) {
        RecipeSpec spec = new RecipeSpec(recipe, "", "", Map.of());
        to.handle(new RunCommand(runId + action, action, runId, spec, "", "a test", Instant.EPOCH));
    }

    private static final class MemoryLog implements RunLog {
        private final List<Run> written = new CopyOnWriteArrayList<>();
        private volatile boolean broken;

        @Override
        public long save(Run run) {
            if (broken) {
                throw new RunLogException("broken by a test", null);
            }
            written.add(run);
            return written.size() - 1L;
        }

        @Override
        public void forget(String runId) {
            written.removeIf(run -> run.runId().equals(runId));
        }

        List<String> states() {
            return written.stream().map(run -> run.runId() + " " + run.state()).toList();
        }

        Run last(String runId) {
            return written.stream()
                    .filter(run -> run.runId().equals(runId))
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }

        Run first(String runId, RunState state) {
            return written.stream()
                    .filter(run -> run.runId().equals(runId) && run.state() == state)
                    .findFirst()
                    .orElseThrow();
        }

        void replay(RunCoordinator into) {
            for (int i = 0; i < written.size(); i++) {
                into.observe(written.get(i).runId(), written.get(i), i);
            }
        }
    }

    private static final class MemoryDatasets implements Datasets {
        private final Map<String, DatasetRevision> latest = new HashMap<>();

        void put(long revision) {
            latest.put(
                    "data",
                    new DatasetRevision(
                            "data", revision, List.of(0L), LabelKind.NONE, List.of(), 4, 4, 1, "", Instant.EPOCH));
        }

        @Override
        public Optional<DatasetRevision> latest(String datasetId) {
            return Optional.ofNullable(latest.get(datasetId));
        }

        @Override
        public Collection<DatasetRevision> all() {
            return latest.values();
        }
    }
}
