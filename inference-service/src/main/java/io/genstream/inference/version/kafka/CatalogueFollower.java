package io.genstream.inference.version.kafka;

import io.genstream.inference.version.Catalogue;
import io.genstream.inference.version.KnownVersion;
import io.genstream.inference.version.VersionKey;
import io.genstream.inference.version.VersionPool;
import io.genstream.schemas.ArtifactHandle;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.ModelRollout;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the catalogue in step with checkpoints and model-rollouts, and tells the pool what is rolled out. While it reads
 * history the pool hears nothing, or every version that ever was stable would be loaded.
 *
 * <p>Two followers' threads call in; the catalogue and the pool are thread-safe.
 */
public final class CatalogueFollower implements AutoCloseable {
    private final Catalogue catalogue;
    private final VersionPool versions;
    private final TopicFollower<Checkpoint> checkpoints;
    private final TopicFollower<ModelRollout> rollouts;
    private volatile boolean live;

    public CatalogueFollower(
            KafkaConnection connection,
            String clientId,
            Catalogue catalogue,
            VersionPool versions,
            DeadLetters deadLetters) {
        this.catalogue = catalogue;
        this.versions = versions;
        this.checkpoints = TopicFollower.start(
                connection, Topics.CHECKPOINTS, clientId, deadLetters, (key, value, meta) -> onCheckpoint(key, value));
        this.rollouts = TopicFollower.start(
                connection, Topics.MODEL_ROLLOUTS, clientId, deadLetters, (key, value, meta) -> onRollout(key, value));
    }

    /** Waits for history and then loads what it ends with; false where that took too long or failed. */
    public boolean goLive(Duration patience) throws InterruptedException {
        if (!checkpoints.awaitCaughtUp(patience) || !rollouts.awaitCaughtUp(patience)) {
            return false;
        }
        live = true;
        changed();
        return true;
    }

    public Optional<Throwable> failure() {
        return checkpoints.failure().or(rollouts::failure);
    }

    @Override
    public void close() {
        checkpoints.close();
        rollouts.close();
    }

    private void changed() {
        if (live) {
            versions.rollOut(catalogue.rolledOut());
        }
    }

    private void put(KnownVersion version) {
        Optional<ArtifactHandle> before = catalogue.find(version.key()).flatMap(KnownVersion::generator);
        catalogue.add(version);
        boolean replaced = before.isPresent()
                && !before.map(ArtifactHandle::sha256)
                        .equals(version.generator().map(ArtifactHandle::sha256));
        if (replaced) {
            versions.forget(version.key());
        }
        changed();
    }

    private void onCheckpoint(String key, Checkpoint checkpoint) {
        if (checkpoint == null) {
            remove(key);
        } else {
            put(VersionRecords.version(checkpoint));
        }
    }

    private void onRollout(String key, ModelRollout rollout) {
        if (rollout == null) {
            catalogue.withdraw(key);
        } else {
            catalogue.rollOut(VersionRecords.rollout(rollout));
        }
        changed();
    }

    private void remove(String key) {
        int slash = key.lastIndexOf('/');
        if (slash > 0) {
            VersionKey version = new VersionKey(key.substring(0, slash), key.substring(slash + 1));
            catalogue.remove(version);
            versions.forget(version);
            changed();
        }
    }
}
