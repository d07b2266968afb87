package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.VersionDirectory;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.avro.Checkpoint;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps {@link VersionDirectory} as topic checkpoints has it. Runs on the follower's thread. */
public final class VersionsView implements TopicFollower.Listener<Checkpoint> {
    private final VersionDirectory versions;

    public VersionsView(VersionDirectory versions) {
        this.versions = versions;
    }

    @Override
    public void onRecord(String key, Checkpoint checkpoint, ConsumerRecord<String, byte[]> meta) {
        if (checkpoint == null) {
            versions.remove(key);
        } else {
            versions.put(EvaluatedCheckpoints.of(checkpoint));
        }
    }
}
