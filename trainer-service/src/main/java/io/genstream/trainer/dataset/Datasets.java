package io.genstream.trainer.dataset;

import java.util.Collection;
import java.util.Optional;

/** The newest revision of each data set. Thread-safe. */
public interface Datasets {
    Optional<DatasetRevision> latest(String datasetId);

    Collection<DatasetRevision> all();
}
