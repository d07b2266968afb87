package io.genstream.trainer.checkpoint.kafka;

import io.genstream.schemas.ArtifactException;
import io.genstream.schemas.ArtifactFraming;
import io.genstream.schemas.ArtifactHandle;
import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.trainer.checkpoint.CheckpointDraft;
import io.genstream.trainer.checkpoint.CheckpointException;
import io.genstream.trainer.checkpoint.CheckpointStore;
import io.genstream.trainer.checkpoint.CheckpointVersions;
import io.genstream.trainer.checkpoint.Retention;
import io.genstream.trainer.checkpoint.StoredCheckpoint;
import io.genstream.trainer.kafka.Outage;
import io.genstream.trainer.metrics.TrainerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkpoints and artifacts as topics. Published by the training thread; reads are thread-safe. */
public final class KafkaCheckpointStore implements CheckpointStore {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaCheckpointStore.class);

    private final CheckpointViews views;
    private final ArtifactReader artifacts;
    private final FencedPublishers publishers;
    private final Retention retention;
    private final Supplier<Set<String>> pendingRuns;
    private final TrainerMetrics metrics;
    private final Clock clock;

    public KafkaCheckpointStore(
            CheckpointViews views,
            ArtifactReader artifacts,
            FencedPublishers publishers,
            Retention retention,
            Supplier<Set<String>> pendingRuns,
            TrainerMetrics metrics,
            Clock clock) {
        this.views = views;
        this.artifacts = artifacts;
        this.publishers = publishers;
        this.retention = retention;
        this.pendingRuns = pendingRuns;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public List<StoredCheckpoint> ofRun(String model, String runId) {
        return newestFirst(model, c -> c.runId().filter(runId::equals).isPresent());
    }

    @Override
    public List<StoredCheckpoint> ofRecipe(String model, String recipe) {
        return newestFirst(
                model, c -> c.trained() && c.recipe().filter(recipe::equals).isPresent());
    }

    private List<StoredCheckpoint> newestFirst(String model, Predicate<StoredCheckpoint> wanted) {
        return views.ofModel(model).stream()
                .filter(wanted)
                .sorted(Comparator.comparing(StoredCheckpoint::version).reversed())
                .toList();
    }

    @Override
    public byte[] read(StoredCheckpoint checkpoint, String role) {
        try {
            return artifacts.read(checkpoint.artifacts().get(role));
        } catch (ArtifactException | KafkaException e) {
            throw new CheckpointException(e.getMessage(), Outage.isBehind(e), e);
        }
    }

    @Override
    public String publish(CheckpointDraft draft) {
        Map<String, byte[]> bytes = draft.exported().artifacts();
        String version = CheckpointVersions.next(
                clock.instant(),
                views.ofModel(draft.model()).stream()
                        .map(StoredCheckpoint::version)
                        .max(Comparator.naturalOrder()),
                hash(bytes));
        Checkpoint published = publishers.use(
                draft.recipe(),
                publisher -> publisher.publish(CheckpointRecords.toAvro(draft, version, clock.instant()), bytes));
        views.published(CheckpointRecords.fromAvro(published));
        try {
            deleteExpired(draft);
        } catch (CheckpointException e) {
            LOGGER.warn("Old checkpoints of {} stay until the next one: {}", draft.model(), e.getMessage());
        }
        return version;
    }

    private void deleteExpired(CheckpointDraft draft) {
        String model = draft.model();
        List<StoredCheckpoint> expired = retention.expired(
                views.ofModel(model), views.rolledOut(model), views.distances(model), pendingRuns.get());
        for (StoredCheckpoint old : expired) {
            List<StoredCheckpoint> remaining = views.all().stream()
                    .filter(c -> !(c.model().equals(model) && c.version().equals(old.version())))
                    .toList();
            publishers.use(draft.recipe(), publisher -> {
                publisher.tombstone(
                        model,
                        old.version(),
                        Retention.unshared(old, remaining).stream()
                                .map(ArtifactHandle::ref)
                                .toList());
                return old;
            });
            views.deleted(old);
            metrics.checkpointDeleted(model);
            LOGGER.debug("Deleted {}/{}", model, old.version());
        }
    }

    private static String hash(Map<String, byte[]> artifacts) {
        String all = new TreeMap<>(artifacts)
                .entrySet().stream()
                        .map(e -> e.getKey() + "=" + ArtifactFraming.sha256(e.getValue()))
                        .collect(Collectors.joining("\n"));
        return ArtifactFraming.sha256(all.getBytes(StandardCharsets.UTF_8));
    }
}
