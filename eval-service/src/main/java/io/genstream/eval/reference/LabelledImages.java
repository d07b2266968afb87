package io.genstream.eval.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** Those of classes that have two images or more: one image has no spread. */
    public LabelledImages withoutClassesOfOne() {
        Map<Integer, Long> sizes =
                Arrays.stream(classes).boxed().collect(Collectors.groupingBy(c -> c, Collectors.counting()));
        return pick(IntStream.range(0, classes.length)
                .filter(i -> sizes.get(classes[i]) > 1)
                .toArray());
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
