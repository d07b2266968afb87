package io.genstream.eval.reference.kafka;

import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.meters.EvalMeters;
import io.genstream.eval.reference.DatasetRevision;
import io.genstream.eval.reference.ReferenceWorker;
import io.genstream.eval.reference.References;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.schemas.avro.LabelKind;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands every revision to the reference worker. Called on the follower's thread; never blocks. */
public final class RevisionFeed implements TopicFollower.Listener<DatasetUpdate> {
    private final ReferenceWorker worker;
    private final References references;
    private final EvalMeters meters;

    public RevisionFeed(ReferenceWorker worker, References references, EvalMeters meters) {
        this.worker = worker;
        this.references = references;
        this.meters = meters;
    }

    @Override
    public void onRecord(String key, DatasetUpdate update, ConsumerRecord<String, byte[]> meta) {
        if (update == null) {
            worker.withdraw(key);
        } else {
            if (references.find(key, update.getRevision()).isPresent()) {
                references.remove(key); // announced once more: records were deleted, whose features it has
            }
            worker.submit(revision(update));
        }
        meters.processed(meta.topic());
    }

    private static DatasetRevision revision(DatasetUpdate update) {
        return new DatasetRevision(
                update.getDatasetId(),
                update.getRevision(),
                update.getEndOffsets(),
                update.getLabelKind() == LabelKind.CLASS ? update.getAttributeNames() : List.of(),
                new ImageShape(update.getHeight(), update.getWidth(), update.getChannels()));
    }
}
