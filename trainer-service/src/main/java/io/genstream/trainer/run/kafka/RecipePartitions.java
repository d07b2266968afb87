package io.genstream.trainer.run.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition of run-commands a recipe's commands are in: Kafka's own rule for a keyed record. Whoever is assigned
 * that partition owns the recipe.
 */
public final class RecipePartitions {
    private final int partitions;

    public RecipePartitions(int partitions) {
        this.partitions = partitions;
    }

    public int of(String recipe) {
        return Utils.toPositive(Utils.murmur2(recipe.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
