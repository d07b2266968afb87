package io.genstream.inference.version.kafka;

import io.genstream.inference.delivery.kafka.DeadLetterOffice;
import io.genstream.inference.version.Catalogue;
import io.genstream.inference.version.KnownVersion;
import io.genstream.inference.version.VersionKey;
import io.genstream.inference.version.VersionPool;
import io.genstream.model.card.CardException;
import io.genstream.schemas.ArtifactHandle;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.ModelRollout;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Keeps the catalogue in step with checkpoints and model-rollouts, and tells the pool what is rolled out. While it reads
 * history the pool hears nothing, or every version that ever was stable would be loaded.
 *
 * <p>Two followers' threads call in; the catalogue and the pool are thread-safe.
 */
public final class CatalogueFollower implements AutoCloseable {
    private final Catalogue catalogue;
    private final VersionPool versions;
    private final DeadLetterOffice deadLetters;
    private final TopicFollower<Checkpoint> checkpoints;
    private final TopicFollower<ModelRollout> rollouts;
    private volatile boolean live;

    public CatalogueFollower(
            KafkaConnection connection,
            String clientId,
            Catalogue catalogue,
            VersionPool versions,
            DeadLetterOffice deadLetters) {
        this.catalogue = catalogue;
        this.versions = versions;
        this.deadLetters = deadLetters;
        this.checkpoints = TopicFollower.start(connection, Topics.CHECKPOINTS, clientId, new Checkpoints());
        this.rollouts = TopicFollower.start(connection, Topics.MODEL_ROLLOUTS, clientId, new Rollouts());
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

    private void remove(String key) {
        int slash = key.lastIndexOf('/');
        if (slash > 0) {
            VersionKey version = new VersionKey(key.substring(0, slash), key.substring(slash + 1));
            catalogue.remove(version);
            versions.forget(version);
            changed();
        }
    }

    private final class Checkpoints implements TopicFollower.Listener<Checkpoint> {
        @Override
        public void onRecord(String key, Checkpoint checkpoint, ConsumerRecord<String, byte[]> meta) {
            if (checkpoint == null) {
                remove(key == null ? "" : key);
                return;
            }
            try {
                put(VersionRecords.version(checkpoint));
            } catch (CardException e) {
                var unused = deadLetters.keep(meta, e);
            }
        }

        @Override
        public void onPoison(ConsumerRecord<String, byte[]> record, SerializationException error) {
            var unused = deadLetters.keep(record, error);
        }
    }

    private final class Rollouts implements TopicFollower.Listener<ModelRollout> {
        @Override
        public void onRecord(String key, ModelRollout rollout, ConsumerRecord<String, byte[]> meta) {
            if (rollout == null) {
                catalogue.withdraw(key == null ? "" : key);
            } else {
                catalogue.rollOut(VersionRecords.rollout(rollout));
            }
            changed();
        }

        @Override
        public void onPoison(ConsumerRecord<String, byte[]> record, SerializationException error) {
            var unused = deadLetters.keep(record, error);
        }
    }
}
