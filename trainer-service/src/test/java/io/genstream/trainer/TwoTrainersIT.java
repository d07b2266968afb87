package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.testing.FakeRecipe;
import io.genstream.trainer.testing.FakeRecipe.FakeSession;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A recipe in each partition of run-commands, and two trainers that share them. */
class TwoTrainersIT extends TrainerServiceFixture {
    private static final String DATA = "two-data";

    @BeforeAll
    static void importData() {
        importPictures(DATA, 1);
    }

    @Test
    void trainSideBySideAndTheOneThatStaysGoesOnWithTheOthersRun() {
        List<String> names = recipeInEachPartition("beside");
        List<FakeRecipe> atFirst = recipes(names);
        List<FakeRecipe> atSecond = recipes(names);
        try (TrainerService first = start("beside-1", "beside", atFirst)) {
            publishOnceInEach(names);
            names.forEach(name -> cluster.command(RunAction.START, name, name, Map.of()));
            await().atMost(PATIENCE).until(() -> trained(atFirst).size() == 1);

            String left;
            try (TrainerService second = start("beside-2", "beside", atSecond)) {
                await().atMost(PATIENCE).until(() -> isRunning(names, "beside-1") && isRunning(names, "beside-2"));
                await().atMost(PATIENCE).until(() -> trained(atSecond).size() == 1);
                left = trained(atSecond).get(0);
                assertThat(trained(atFirst)).hasSize(1).doesNotContain(left);
                assertThat(second.failure()).isEmpty();
            }
            Checkpoint last = newestOf(left);
            assertThat(last.getImagesSeen())
                    .isEqualTo(lastSession(atSecond, left).imagesSeen());

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(run(left))
                    .returns(RunState.QUEUED, Run::getState)
                    .returns("beside-1", Run::getOwner)
                    .satisfies(run -> assertThat(run.getReason()).startsWith("waits for run ")));
            names.stream()
                    .filter(Predicate.not(left::equals))
                    .forEach(name -> cluster.command(RunAction.STOP, name, name, Map.of()));
            await().atMost(PATIENCE).until(() -> newestOf(left).getImagesSeen() > last.getImagesSeen());
            assertThat(lastSession(atFirst, left).startedAt).isEqualTo(last.getImagesSeen());
            assertThat(first.failure()).isEmpty();
        }
    }

    /** The group takes the last partitions from the one that has all. */
    @Test
    void aRunGoesOverToATrainerThatJoins() {
        List<String> names = recipeInEachPartition("over");
        String moves = names.get(names.size() - 1);
        List<FakeRecipe> atFirst = recipes(names);
        List<FakeRecipe> atSecond = recipes(names);
        try (TrainerService first = start("over-1", "over", atFirst)) {
            cluster.command(RunAction.START, moves, moves, Map.of());
            await().atMost(PATIENCE).until(() -> !trained(atFirst).isEmpty());
            try (TrainerService second = start("over-2", "over", atSecond)) {
                await().atMost(PATIENCE).until(() -> trained(atSecond).contains(moves));
                assertThat(lastSession(atSecond, moves).startedAt)
                        .isPositive()
                        .isEqualTo(lastSession(atFirst, moves).imagesSeen());
                assertThat(run(moves)).returns(RunState.RUNNING, Run::getState).returns("over-2", Run::getOwner);
                assertThat(first.failure()).isEmpty();
                assertThat(second.failure()).isEmpty();
            }
        }
    }

    /** By CRC-32 the starts come to trainers that do not own their recipes, all but a few; the stop is where Java puts it. */
    @Test
    void commandsThatLibrdkafkaPutsElsewhereReachTheRecipesOwner() throws Exception {
        List<String> names = recipeInEachPartition("crc");
        List<FakeRecipe> atFirst = recipes(names);
        List<FakeRecipe> atSecond = recipes(names);
        try (TrainerService first = start("crc-1", "crc", atFirst);
                TrainerService second = start("crc-2", "crc", atSecond)) {
            awaitBothHaveRecipes("group-crc");
            names.forEach(name -> cluster.command(RunAction.STOP, name + "-stopped", name, Map.of()));
            names.forEach(name -> cluster.foreignCommand(RunAction.START, name + "-stopped", name, Map.of()));
            names.forEach(
                    name -> cluster.foreignCommand(RunAction.START, name + "-short", name, Map.of("images", "10")));

            await().atMost(PATIENCE).until(() -> names.stream()
                    .map(name -> run(name + "-short"))
                    .allMatch(run -> run != null && run.getState() == RunState.COMPLETED));
            assertThat(names).map(name -> run(name + "-stopped")).allSatisfy(run -> assertThat(run)
                    .returns(RunState.STOPPED, Run::getState)
                    .returns(0L, Run::getImagesSeen));
            assertThat(names).map(name -> run(name + "-short").getOwner()).contains("crc-1", "crc-2");
            assertThat(names).allSatisfy(name -> assertThat(cluster.deadLetters(Topics.RUN_COMMANDS, name))
                    .isEmpty());
            assertThat(first.failure()).isEmpty();
            assertThat(second.failure()).isEmpty();
        }
    }

    private static void awaitBothHaveRecipes(String group) {
        try (Admin admin = Admin.create(cluster.connection.admin("two-trainers"))) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                                    .filter(member -> member.assignment()
                                                    .topicPartitions()
                                                    .size()
                                            == Topics.RUN_COMMANDS.partitions() / 2)
                                    .count()
                            == 2);
        }
    }

    /** So that this trainer has a transactional producer for each, which another one fences. */
    private static void publishOnceInEach(List<String> names) {
        names.forEach(name -> cluster.command(RunAction.START, name + "-short", name, Map.of("images", "10")));
        await().atMost(PATIENCE).until(() -> names.stream()
                .map(name -> run(name + "-short"))
                .allMatch(run -> run != null && run.getState() == RunState.COMPLETED));
    }

    private static List<String> recipeInEachPartition(String prefix) {
        Map<Integer, String> found = new TreeMap<>();
        for (int i = 0; found.size() < Topics.RUN_COMMANDS.partitions(); i++) {
            String name = prefix + "-" + i;
            found.putIfAbsent(Topic.partitionOf(name, Topics.RUN_COMMANDS.partitions()), name);
        }
        return List.copyOf(found.values());
    }

    private static List<FakeRecipe> recipes(List<String> names) {
        return names.stream().map(name -> new FakeRecipe(name, DATA, ENDLESS)).toList();
    }

    private static TrainerService start(String instance, String group, List<FakeRecipe> recipes) {
        Map<String, String> properties = Map.of(
                "bootstrap.servers",
                cluster.connection.bootstrapServers(),
                "group.id",
                "group-" + group,
                "instance.id",
                instance,
                "checkpoint.first.seconds",
                "1",
                "checkpoint.interval.seconds",
                "1",
                "auto.recipes",
                "");
        return TrainerService.start(
                TrainerConfig.of(properties),
                new SimpleMeterRegistry(),
                new Recipes(List.copyOf(recipes)),
                Clock.systemUTC());
    }

    /** Recipes of which a trainer with these trains an endless run now. */
    private static List<String> trained(List<FakeRecipe> recipes) {
        return recipes.stream()
                .filter(recipe -> recipe.sessions.stream().anyMatch(TwoTrainersIT::isUnderWay))
                .map(FakeRecipe::name)
                .toList();
    }

    private static boolean isUnderWay(FakeSession session) {
        return !session.closed && session.targetImages() == ENDLESS && session.imagesSeen() > session.startedAt;
    }

    private static FakeSession lastSession(List<FakeRecipe> recipes, String name) {
        return recipes.stream()
                .filter(recipe -> recipe.name().equals(name))
                .flatMap(recipe -> recipe.sessions.stream())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static boolean isRunning(List<String> runs, String owner) {
        return runs.stream()
                .map(TrainerServiceFixture::run)
                .filter(Objects::nonNull)
                .anyMatch(run ->
                        run.getState() == RunState.RUNNING && run.getOwner().equals(owner));
    }

    private static Checkpoint newestOf(String runId) {
        return cluster.latest(Topics.CHECKPOINTS, "").values().stream()
                .filter(checkpoint -> runId.equals(checkpoint.getRunId()))
                .max(Comparator.comparing(Checkpoint::getVersion))
                .orElseThrow();
    }
}
