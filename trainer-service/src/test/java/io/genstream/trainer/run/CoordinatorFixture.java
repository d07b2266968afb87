package io.genstream.trainer.run;

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
import java.util.concurrent.CopyOnWriteArrayList;

/** A coordinator without Kafka and without training, and what it wrote down. */
abstract class CoordinatorFixture {
    static final Outcome.Published V1 = new Outcome.Published("v1", 1, 10);
    static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    final MemoryLog log = new MemoryLog();
    final MemoryDatasets datasets = new MemoryDatasets();
    final Recipes recipes = new Recipes(List.of(
            new FakeRecipe("a", "data", 100), new FakeRecipe("b", "data", 100), new FakeRecipe("any", null, 100)));
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final RunCoordinator coordinator = coordinator("me");

    void own() {
        coordinator.owns(recipe -> true, RunSignal.Request.PARK);
    }

    RunCoordinator coordinator(String instance) {
        return coordinator(instance, Duration.ZERO, "a");
    }

    RunCoordinator coordinator(String instance, Duration stopPatience, String binding) {
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

    double ended(String state) {
        return registry.counter("genstream.trainer.runs.ended", "recipe", "a", "state", state)
                .count();
    }

    void command(RunCommand.Action action, String runId, String recipe) {
        handle(coordinator, action, runId, recipe);
    }

    static void handle(RunCoordinator to, RunCommand.Action action, String runId, String recipe) {
        handle(to, action, runId, recipe, Instant.EPOCH);
    }

    static void handle(RunCoordinator to, RunCommand.Action action, String runId, String recipe, Instant given) {
        RecipeSpec spec = new RecipeSpec(recipe, "", "", Map.of());
        to.handle(new RunCommand(runId + action, action, runId, spec, "", "a test", given));
    }

    static final class MemoryLog implements RunLog {
        private final List<Run> written = new CopyOnWriteArrayList<>();
        volatile boolean broken;

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

    static final class MemoryDatasets implements Datasets {
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
