package io.genstream.trainer.checkpoint.kafka;

import io.genstream.schemas.CheckpointPublisher;
import io.genstream.schemas.Measures;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.trainer.checkpoint.Retention.Distance;
import io.genstream.trainer.checkpoint.StoredCheckpoint;
import io.genstream.trainer.kafka.BoundedView;
import io.genstream.trainer.kafka.Following;
import io.genstream.trainer.metrics.TrainerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What retention and resuming need to know: the checkpoints that are there, their Fréchet distances, and which versions are
 * rolled out. Fed by following three topics. Thread-safe.
 */
public final class CheckpointViews {
    private static final int MAX_CHECKPOINTS = 10_000;
    private static final int MAX_FIGURES = 50_000;
    private static final int MAX_MODELS = 10_000;

    private final BoundedView<String, StoredCheckpoint> checkpoints;
    private final BoundedView<String, Distance> distances;
    private final BoundedView<String, Set<String>> rolledOut;

    public CheckpointViews(TrainerMetrics metrics) {
        this.checkpoints = new BoundedView<>("checkpoints", MAX_CHECKPOINTS, metrics);
        this.distances = new BoundedView<>("evaluations", MAX_FIGURES, metrics);
        this.rolledOut = new BoundedView<>("model-rollouts", MAX_MODELS, metrics);
    }

    public List<TopicFollower<?>> follow(Following following) {
        return List.of(
                following.follow(Topics.CHECKPOINTS, (key, value, offset) -> observe(key, value)),
                following.follow(Topics.EVALUATIONS, (key, value, offset) -> observe(key, value)),
                following.follow(
                        Topics.MODEL_ROLLOUTS,
                        (key, value, offset) -> rolledOut.put(key, value == null ? null : versions(value))));
    }

    /** What another instance has just published must be known before its runs are taken up. */
    public void refresh(Following following, Duration patience) {
        following.refresh(Topics.CHECKPOINTS, (key, value, offset) -> observe(key, value), patience);
    }

    private void observe(String key, Checkpoint checkpoint) {
        checkpoints.put(key, checkpoint == null ? null : CheckpointRecords.fromAvro(checkpoint));
    }

    private void observe(String key, Evaluation evaluation) {
        boolean distance = evaluation != null && evaluation.getMeasure().equals(Measures.FRECHET_DISTANCE);
        distances.put(key, distance ? distance(evaluation) : null);
    }

    private static Distance distance(Evaluation e) {
        String protocol = String.join(
                "|",
                e.getMetric(),
                Long.toString(e.getN()),
                Long.toString(e.getReferenceN()),
                e.getDatasetId(),
                e.getExtractorSha256());
        return new Distance(e.getModel(), e.getVersion(), protocol, e.getRevision(), e.getValue());
    }

    private static Set<String> versions(ModelRollout rollout) {
        return Stream.of(rollout.getStable(), rollout.getPreviousStable(), rollout.getCanary(), rollout.getShadow())
                .filter(version -> version != null)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Our own, ahead of its coming back from the topic. */
    void published(StoredCheckpoint checkpoint) {
        checkpoints.put(CheckpointPublisher.key(checkpoint.model(), checkpoint.version()), checkpoint);
    }

    /** Our own deletion, ahead of its coming back from the topic. */
    void deleted(StoredCheckpoint checkpoint) {
        checkpoints.put(CheckpointPublisher.key(checkpoint.model(), checkpoint.version()), null);
        distances.removeIf((key, distance) -> distance.model().equals(checkpoint.model())
                && distance.version().equals(checkpoint.version()));
    }

    List<StoredCheckpoint> all() {
        return checkpoints.values();
    }

    List<StoredCheckpoint> ofModel(String model) {
        return checkpoints.values().stream()
                .filter(c -> c.model().equals(model))
                .toList();
    }

    Set<String> rolledOut(String model) {
        return rolledOut.get(model).orElse(Set.of());
    }

    List<Distance> distances(String model) {
        return distances.values().stream().filter(d -> d.model().equals(model)).toList();
    }
}
