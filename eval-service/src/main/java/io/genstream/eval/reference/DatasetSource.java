package io.genstream.eval.reference;

import io.genstream.eval.extractor.ImageShape;

/** Where the images of a revision come from. */
@FunctionalInterface
public interface DatasetSource {
    /**
     * Reads the whole revision; blocks.
     *
     * @param shape that images are padded to
     * @throws UnusableDatasetException if nothing can be made of it
     */
    Dataset read(DatasetRevision revision, ImageShape shape) throws InterruptedException;
}
