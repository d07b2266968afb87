package io.genstream.trainer.checkpoint.kafka;

import io.genstream.schemas.ArtifactException;
import io.genstream.schemas.CheckpointPublisher;
import io.genstream.trainer.checkpoint.CheckpointException;
import io.genstream.trainer.kafka.Closing;
import io.genstream.trainer.kafka.Outage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * One transactional publisher for each partition of run-commands, under a name that all trainers share: whoever publishes
 * first after a partition has moved fences the former owner, so that a trainer that was asleep cannot publish into a run
 * that another one has taken up.
 *
 * <p>{@link #use} is called by the training thread, the rest by any.
 */
public final class FencedPublishers implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final Function<String, CheckpointPublisher> open;
    private final String namePrefix;
    private final ToIntFunction<String> partitionOf;
    private final Map<Integer, CheckpointPublisher> publishers = new HashMap<>();
    private final Set<Integer> fenced = new HashSet<>();

    /**
     * @param open makes a publisher with a transactional id
     * @param partitionOf the partition of run-commands that owns a recipe
     */
    public FencedPublishers(
            Function<String, CheckpointPublisher> open, String namePrefix, ToIntFunction<String> partitionOf) {
        this.open = open;
        this.namePrefix = namePrefix;
        this.partitionOf = partitionOf;
    }

    /**
     * Partitions for which somebody else came between: another trainer, which has taken them over while this one was asleep, or
     * the cluster itself, which ends transactions that take too long. Nothing is published for them before {@link #assigned}.
     */
    public synchronized Set<Integer> doubted() {
        return Set.copyOf(fenced);
    }

    /**
     * To be called when the group has given these partitions to this instance, or has confirmed them: a producer from before has
     * been fenced meanwhile.
     */
    public synchronized void assigned(Collection<Integer> partitions) {
        fenced.removeAll(partitions);
        Closing.within(
                CLOSE_PATIENCE,
                partitions.stream()
                        .map(publishers::remove)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** @throws CheckpointException if the cluster did not take it, or another trainer owns the recipe by now */
    <R> R use(String recipe, Function<CheckpointPublisher, R> action) {
        int partition = partitionOf.applyAsInt(recipe);
        try {
            return action.apply(publisher(partition));
        } catch (ArtifactException | KafkaException e) {
            boolean wasFenced = wasFenced(e);
            discard(partition, wasFenced);
            throw new CheckpointException(e.getMessage(), wasFenced || Outage.isBehind(e), e);
        }
    }

    private synchronized CheckpointPublisher publisher(int partition) {
        if (fenced.contains(partition)) {
            throw new CheckpointException(
                    "somebody else published for partition " + partition
                            + " of run-commands, and the group has not said yet whose it is",
                    true);
        }
        return publishers.computeIfAbsent(partition, p -> open.apply(namePrefix + "-" + p));
    }

    /** After an error the producer may be unusable; a new one costs a few milliseconds. */
    private synchronized void discard(int partition, boolean wasFenced) {
        CheckpointPublisher broken = publishers.remove(partition);
        if (broken != null) {
            Closing.within(CLOSE_PATIENCE, List.of(broken));
        }
        if (wasFenced) {
            fenced.add(partition);
        }
    }

    private static boolean wasFenced(Throwable e) {
        return Outage.causes(e)
                .anyMatch(cause ->
                        cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException);
    }

    @Override
    public synchronized void close() {
        Closing.within(CLOSE_PATIENCE, List.copyOf(publishers.values()));
        publishers.clear();
    }
}
