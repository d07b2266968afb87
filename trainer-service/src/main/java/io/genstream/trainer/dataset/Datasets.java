package io.genstream.trainer.dataset;

import io.genstream.trainer.recipe.TrainingSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The newest revision of each data set. Thread-safe. */
public interface Datasets {
    Optional<DatasetRevision> latest(String datasetId);

    Collection<DatasetRevision> all();

    /** Makes training data of a revision. Thread-safe. */
    interface Reader {
        /**
         * The train split, sorted by record id, so that the same revision gives the same data however it was partitioned. It is
         * read when a recipe asks for it, which then gets a {@link DatasetException} if the revision cannot be had whole, is too
         * large, or it was cancelled.
         *
         * @param cancelled asked now and then
         */
        TrainingSource open(DatasetRevision revision, BooleanSupplier cancelled);
    }
}
