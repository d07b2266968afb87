package io.genstream.trainer.run.kafka;

import io.genstream.trainer.run.RunCoordinator;
import io.genstream.trainer.run.RunSignal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the partitions of run-commands that this instance is assigned into the recipes that it owns. A recipe that goes to
 * another instance is parked with a last checkpoint first; one that comes is taken up only after all that its former owner
 * wrote was read. Runs on the consumer's thread, save {@link #closing}.
 */
public final class RecipeOwnership implements ConsumerRebalanceListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecipeOwnership.class);
    private static final Duration PARK_PATIENCE = Duration.ofSeconds(10);

    private final RunCoordinator coordinator;
    private final ToIntFunction<String> partitionOf;
    private final Consumer<Set<Integer>> beforeTakingUp;
    private final Supplier<Set<Integer>> doubted;
    private final Set<Integer> owned = new HashSet<>();
    private volatile boolean closing;

    /**
     * @param partitionOf the partition of run-commands that a recipe is in
     * @param beforeTakingUp gets the partitions that come; brings the views of topics runs and checkpoints up to date
     * @param doubted partitions for which somebody else has published
     */
    public RecipeOwnership(
            RunCoordinator coordinator,
            ToIntFunction<String> partitionOf,
            Consumer<Set<Integer>> beforeTakingUp,
            Supplier<Set<Integer>> doubted) {
        this.coordinator = coordinator;
        this.partitionOf = partitionOf;
        this.beforeTakingUp = beforeTakingUp;
        this.doubted = doubted;
    }

    void closing() {
        closing = true;
    }

    boolean owns(String recipe) {
        return owned.contains(partitionOf.applyAsInt(recipe));
    }

    /** @param confirmed asks the group whether a partition is still ours */
    void settleDoubts(IntPredicate confirmed) {
        for (int partition : doubted.get()) {
            if (owned.contains(partition) && confirmed.test(partition)) {
                LOGGER.info("Still owns the recipes of partition {} of run-commands", partition);
                beforeTakingUp.accept(Set.of(partition));
            }
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Set<Integer> coming = partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        beforeTakingUp.accept(coming);
        owned.addAll(coming);
        LOGGER.info("Owns the recipes of partitions {} of run-commands", owned);
        tell(RunSignal.Request.PARK);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(p -> owned.remove(p.partition()));
        if (closing) {
            return;
        }
        tell(RunSignal.Request.PARK);
        try {
            if (!coordinator.awaitReleased(PARK_PATIENCE)) {
                LOGGER.warn("A run is handed over before its last checkpoint");
                tell(RunSignal.Request.ABANDON);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(p -> owned.remove(p.partition()));
        tell(RunSignal.Request.ABANDON);
    }

    private void tell(RunSignal.Request ifLost) {
        Set<Integer> now = Set.copyOf(owned);
        coordinator.owns(recipe -> now.contains(partitionOf.applyAsInt(recipe)), ifLost);
    }
}
