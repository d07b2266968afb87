package io.genstream.model.card;

import java.util.List;

/** Arithmetic on shapes without their batch axis; package-private helper of the card's records. */
final class Shapes {
    /** A sample above this is a mistake in the card, and would not fit a direct buffer either. */
    private static final long MAX_ELEMENTS = 1L << 28;

    private Shapes() {}

    static List<Integer> checked(String tensor, List<Integer> shape) {
        if (shape == null) {
            throw new CardException(tensor + ": shape is missing");
        }
        long elements = 1;
        for (Integer axis : shape) {
            if (axis == null || axis < 1) {
                throw new CardException(
                        tensor + ": shape " + shape + " has an axis below 1 (leave the batch axis out)");
            }
            elements *= axis;
            if (elements > MAX_ELEMENTS) {
                throw new CardException(tensor + ": shape " + shape + " has more than " + MAX_ELEMENTS + " elements");
            }
        }
        return List.copyOf(shape);
    }

    static int elements(List<Integer> shape) {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    static void checkImage(
            String tensor, List<Integer> shape, ImageLayout layout, int height, int width, int channels) {
        List<Integer> expected =
                switch (layout) {
                    case NCHW -> List.of(channels, height, width);
                    case NHWC -> List.of(height, width, channels);
                    case FLAT -> List.of(Math.multiplyExact(Math.multiplyExact(channels, height), width));
                };
        if (!shape.equals(expected)) {
            throw new CardException(tensor + ": " + layout + " shape of a " + height + "x" + width + "x" + channels
                    + " image is " + expected + ", not " + shape);
        }
    }

    static void checkRange(String tensor, double low, double high) {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low == high) {
            throw new CardException(
                    tensor + ": low and high must be finite and different, not " + low + " and " + high);
        }
    }

    static String checkedName(String kind, String name) {
        if (name == null || name.isBlank()) {
            throw new CardException(kind + " tensor without a name");
        }
        return kind + " '" + name + "'";
    }
}
