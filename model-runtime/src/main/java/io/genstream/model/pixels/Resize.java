package io.genstream.model.pixels;

/**
 * How a picture changes its size. Import, training and measuring use the same one, so that a figure does not measure the
 * difference between two; its {@link #label} is part of a metric's name. Stateless.
 */
public enum Resize {
    /**
     * A target pixel is the mean of the source under it, parts of pixels by their share, halves rounded up: what OpenCV calls
     * INTER_AREA, larger and smaller alike. Computed in whole numbers, so that the same picture comes out everywhere, and a
     * mirrored picture is the mirror of the other.
     *
     * <p>Shrinking this way does not alias, the fault that G. Parmar, R. Zhang, J.-Y. Zhu: "On Aliased Resizing and Surprising
     * Subtleties in GAN Evaluation", CVPR 2022, found in most figures. Enlarging repeats pixels and adds nothing: shrunk again
     * from a whole multiple, a picture is what it was.
     */
    AREA("area") {
        @Override
        AreaSums sums(Frame frame, int channels) {
            return new AreaSums(frame, channels);
        }
    };

    private final String label;

    Resize(String label) {
        this.label = label;
    }

    /** As metrics are named by. */
    public String label() {
        return label;
    }

    /** The whole picture at this size; the same one where it has it already. */
    public Pixels apply(Pixels image, int height, int width) {
        return apply(image, new Frame(0, 0, image.height(), image.width(), height, width));
    }

    /** A part of the picture; the same picture where it is all of it at its own size. */
    public Pixels apply(Pixels image, Frame frame) {
        if (frame.equals(Frame.whole(image.height(), image.width()))) {
            return image;
        }
        AreaSums sums = sums(frame, image.channels());
        for (int y = frame.top(); y < frame.top() + frame.height(); y++) {
            sums.row(y, image.raw(), y * image.width() * image.channels());
        }
        return sums.pixels();
    }

    /** The largest square in the middle, at this size. */
    public Pixels square(Pixels image, int side) {
        int largest = Math.min(image.height(), image.width());
        return apply(image.cropped(largest, largest), side, side);
    }

    /** What makes a part of a picture from its rows. */
    abstract AreaSums sums(Frame frame, int channels);
}
