package io.genstream.trainer.dataset;

import io.genstream.trainer.recipe.TrainingSource;
import java.util.function.BooleanSupplier;

/** Makes training data of a revision. Thread-safe. */
public interface DatasetSource {
    /**
     * The train split, sorted by record id, so that the same revision gives the same data however it was partitioned. It is
     * read when a recipe asks for it, which then gets a {@link DatasetException} if the revision cannot be had whole, is too
     * large, or it was cancelled.
     *
     * @param cancelled asked now and then
     */
    TrainingSource open(DatasetRevision revision, BooleanSupplier cancelled);
}
