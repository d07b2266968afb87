package io.genstream.trainer.run.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.TopicException;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.RecipeOffer;
import io.genstream.schemas.avro.RecipeSetting;
import io.genstream.trainer.kafka.Following;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.recipe.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells everyone over topic recipes what can be ordered, an operator's own recipes among it. Stateless. */
public final class RecipeOffers {
    private static final Outlet<RecipeOffer> RECIPES = new Outlet<>(Topics.RECIPES, Writer.TRAINER);

    private RecipeOffers() {}

    /**
     * Returns once they are stored. What the topic still offers and this trainer does not know is withdrawn: all trainers of a
     * cluster have the same recipes, so its file was taken away.
     *
     * @throws TopicException if they cannot be written
     */
    public static void announce(Following following, Recipes recipes, Instant at, Duration patience) {
        String instance = following.clientId();
        Set<String> offered = new LinkedHashSet<>();
        following.refresh(
                Topics.RECIPES,
                (name, offer, offset) -> {
                    if (offer == null) {
                        offered.remove(name);
                    } else {
                        offered.add(name);
                    }
                },
                patience);
        offered.removeAll(recipes.names());
        List<ProducerRecord<String, RecipeOffer>> records = new ArrayList<>();
        recipes.all().forEach(recipe -> records.add(RECIPES.record(recipe.name(), offer(recipe, instance, at))));
        offered.forEach(name -> records.add(RECIPES.tombstone(name)));
        send(following.connection(), instance, records, patience);
    }

    private static void send(
            KafkaConnection connection,
            String instance,
            List<ProducerRecord<String, RecipeOffer>> records,
            Duration patience) {
        Map<String, Object> configs = connection.producer(instance + "-recipes");
        try (var producer = new KafkaProducer<>(configs, new StringSerializer(), RECIPES.serializer(configs))) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> each : sent) {
                Object unused = each.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new TopicException("The recipes were not written to topic recipes: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("Interrupted while announcing recipes", e);
        }
    }

    private static RecipeOffer offer(Recipe recipe, String instance, Instant at) {
        return RecipeOffer.newBuilder()
                .setName(recipe.name())
                .setSummary(recipe.summary())
                .setDatasetId(recipe.defaultDatasetId().orElse(null))
                .setParameters(recipe.settings().settings().stream()
                        .map(RecipeOffers::setting)
                        .toList())
                .setScales(recipe.settings().scales())
                .setTrainer(instance)
                .setAt(at)
                .build();
    }

    private static RecipeSetting setting(Setting setting) {
        return RecipeSetting.newBuilder()
                .setName(setting.name())
                .setType(setting.type().name())
                .setDefaultValue(setting.defaultValue())
                .setChoices(setting.choices())
                .setAllowed(setting.allowed())
                .setDescription(setting.description())
                .build();
    }
}
