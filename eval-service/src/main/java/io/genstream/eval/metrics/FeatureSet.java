package io.genstream.eval.metrics;

/**
 * Features of one set of images.
 *
 * @param vectors one an image
 * @param asked class that each image should show; -1 where none was asked for
 * @param predicted class that the extractor sees; -1 where it sees none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
public record FeatureSet(float[][] vectors, int[] asked, int[] predicted) {
    public FeatureSet {
        if (vectors.length != asked.length || vectors.length != predicted.length) {
            throw new IllegalArgumentException(
                    vectors.length + " vectors, " + asked.length + " asked, " + predicted.length + " predicted");
        }
    }

    public int size() {
        return vectors.length;
    }

    /** True if every image has both classes. */
    public boolean labelled() {
        for (int i = 0; i < asked.length; i++) {
            if (asked[i] < 0 || predicted[i] < 0) {
                return false;
            }
        }
        return asked.length > 0;
    }
}
