package io.genstream.trainer.dataset;

import io.genstream.trainer.recipe.TrainingData;
import java.util.function.BooleanSupplier;

/** Makes training data of a revision. Thread-safe. */
public interface DatasetSource {
    /**
     * The train split, sorted by record id, so that the same revision gives the same data however it was partitioned.
     *
     * @param cancelled asked now and then
     * @throws DatasetException if the revision cannot be had whole, is too large, or it was cancelled
     */
    TrainingData materialise(DatasetRevision revision, BooleanSupplier cancelled);
}
