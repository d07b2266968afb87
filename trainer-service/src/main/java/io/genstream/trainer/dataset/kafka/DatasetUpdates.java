package io.genstream.trainer.dataset.kafka;

import io.genstream.model.card.LabelKind;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.Datasets;
import io.genstream.trainer.kafka.BoundedView;
import io.genstream.trainer.kafka.Following;
import io.genstream.trainer.metrics.TrainerMetrics;
import java.util.Collection;
import java.util.Optional;

/** Knows the newest revision of each data set by following topic dataset-updates. Thread-safe. */
public final class DatasetUpdates implements Datasets {
    private static final int MAX_DATASETS = 1_000;

    private final BoundedView<String, DatasetRevision> latest;

    public DatasetUpdates(TrainerMetrics metrics) {
        this.latest = new BoundedView<>("datasets", MAX_DATASETS, metrics);
    }

    public TopicFollower<DatasetUpdate> follow(Following following) {
        return following.follow(Topics.DATASET_UPDATES, (key, value, offset) -> observe(key, value));
    }

    private void observe(String datasetId, DatasetUpdate update) {
        latest.put(datasetId, update == null ? null : revision(update));
    }

    private static DatasetRevision revision(DatasetUpdate update) {
        return new DatasetRevision(
                update.getDatasetId(),
                update.getRevision(),
                update.getEndOffsets(),
                LabelKind.valueOf(update.getLabelKind().name()),
                update.getAttributeNames(),
                update.getHeight(),
                update.getWidth(),
                update.getChannels(),
                update.getLicence(),
                update.getAt());
    }

    @Override
    public Optional<DatasetRevision> latest(String datasetId) {
        return latest.get(datasetId);
    }

    @Override
    public Collection<DatasetRevision> all() {
        return latest.values();
    }
}
