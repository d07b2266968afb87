package io.genstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.Datasets;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.testing.FakeRecipe;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The life of runs, without Kafka and without training. */
class RunCoordinatorTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final MemoryLog log = new MemoryLog();
    private final MemoryDatasets datasets = new MemoryDatasets();
    private final Recipes recipes =
            new Recipes(List.of(new FakeRecipe("a", "data", 100), new FakeRecipe("b", "data", 100)));
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
        coordinator.checkpointed("one", "v1", 1, 10);
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
        return new RunCoordinator(log, recipes, new AutoRuns(List.of("a"), recipes), datasets, instance, CLOCK);
    }

    private void command(RunCommand.Action action, String runId, String recipe) {
        RecipeSpec spec = new RecipeSpec(recipe, "", "", Map.of());
        coordinator.handle(new RunCommand(runId + action, action, runId, spec, "", "a test", Instant.EPOCH));
    }

    private static final class MemoryLog implements RunLog {
        private final List<Run> written = new ArrayList<>();
        private boolean broken;

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
