package io.genstream.eval.reference;

import io.genstream.eval.extractor.Canvas;

/** Where the images of a revision come from. */
@FunctionalInterface
public interface RevisionSource {
    /**
     * Reads the whole revision; blocks.
     *
     * @param canvas what images are brought to
     * @throws UnusableDatasetException if nothing can be made of it
     */
    Dataset read(DatasetRevision revision, Canvas canvas) throws InterruptedException;
}
