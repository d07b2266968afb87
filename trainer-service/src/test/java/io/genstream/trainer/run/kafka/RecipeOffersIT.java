package io.genstream.trainer.run.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RecipeOffer;
import io.genstream.schemas.avro.RecipeSetting;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.kafka.Following;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.testing.Cluster;
import io.genstream.trainer.testing.FakeRecipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeOffersIT {
    private static final Instant AT = Instant.ofEpochMilli(1_000);

    @Test
    void offersFilesOfTheOperatorsOwnAndWithdrawsWhatIsGone(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("mine.yaml"),
                "name: offered-mine\nsummary: mine\nsystem: dcgan\nscales: {smoke: {images: 7}, paper: {images: 9}}");
        Recipes recipes = RecipeCatalogue.with(Optional.of(directory));
        try (Cluster cluster = new Cluster()) {
            announce(cluster, recipes);

            assertThat(cluster.latest(Topics.RECIPES, "").keySet())
                    .containsExactlyInAnyOrderElementsOf(recipes.names());
            RecipeOffer mine = cluster.latest(Topics.RECIPES, "offered-mine").get("offered-mine");
            assertThat(mine.getDatasetId()).isNull();
            assertThat(mine.getParameters())
                    .extracting(RecipeSetting::getName)
                    .contains("scale", "images", "generatorLearningRate");
            assertThat(mine.getParameters().get(0).getChoices()).containsExactly("smoke", "paper");
            assertThat(mine.getScales().get("paper")).containsEntry("images", "9");

            announce(cluster, new Recipes(List.of(new FakeRecipe("offered-other", "d", 1))));
            assertThat(cluster.latest(Topics.RECIPES, "").keySet()).containsExactly("offered-other");
        }
    }

    private static void announce(Cluster cluster, Recipes recipes) {
        DeadLetters none = (record, error) -> CompletableFuture.completedFuture(null);
        TrainerMetrics metrics = new TrainerMetrics(new SimpleMeterRegistry());
        Following following = new Following(cluster.connection, "test-trainer", none, metrics);
        RecipeOffers.announce(following, recipes, AT, Duration.ofSeconds(20));
    }
}
