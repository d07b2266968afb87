package io.genstream.eval.reference;

import java.util.List;

/**
 * One split of a data set.
 *
 * @param images uint8, all of the extractor's shape
 * @param classes one an image; -1 where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
public record LabelledImages(byte[][] images, int[] classes) {
    /** One image. */
    public record Labelled(byte[] image, int label) {}

    public static LabelledImages of(List<Labelled> all) {
        return new LabelledImages(
                all.stream().map(Labelled::image).toArray(byte[][]::new),
                all.stream().mapToInt(Labelled::label).toArray());
    }

    public int size() {
        return images.length;
    }

    /** The images at these positions. */
    LabelledImages pick(int[] positions) {
        byte[][] picked = new byte[positions.length][];
        int[] labels = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            picked[i] = images[positions[i]];
            labels[i] = classes[positions[i]];
        }
        return new LabelledImages(picked, labels);
    }
}
