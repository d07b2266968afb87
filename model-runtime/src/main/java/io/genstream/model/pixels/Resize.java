package io.genstream.model.pixels;

import java.math.BigInteger;
import java.util.Arrays;

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
        Pixels scaled(Pixels image, int height, int width) {
            Shares rows = Shares.of(image.height(), height);
            Shares columns = Shares.of(image.width(), width);
            long area = (long) rows.unit() * columns.unit();
            long[] narrow = new long[width * image.channels()];
            long[] sums = new long[narrow.length];
            byte[] raw = new byte[height * narrow.length];
            int held = -1;
            for (int y = 0; y < height; y++) {
                Arrays.fill(sums, 0);
                for (int i = 0; i < rows.of[y].length; i++) {
                    if (held != rows.first[y] + i) {
                        held = rows.first[y] + i;
                        narrow(image, held, columns, narrow);
                    }
                    for (int x = 0; x < sums.length; x++) {
                        sums[x] += rows.of[y][i] * narrow[x];
                    }
                }
                for (int x = 0; x < sums.length; x++) {
                    raw[y * sums.length + x] = (byte) ((2 * sums[x] + area) / (2 * area));
                }
            }
            return new Pixels(height, width, image.channels(), raw);
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
        return image.height() == height && image.width() == width ? image : scaled(image, height, width);
    }

    /** The largest square in the middle, at this size. */
    public Pixels square(Pixels image, int side) {
        int largest = Math.min(image.height(), image.width());
        return apply(image.cropped(largest, largest), side, side);
    }

    abstract Pixels scaled(Pixels image, int height, int width);

    private static void narrow(Pixels image, int y, Shares columns, long[] row) {
        int channels = image.channels();
        for (int x = 0; x < columns.of.length; x++) {
            for (int channel = 0; channel < channels; channel++) {
                long sum = 0;
                for (int i = 0; i < columns.of[x].length; i++) {
                    sum += (long) columns.of[x][i] * image.value(y, columns.first[x] + i, channel);
                }
                row[x * channels + channel] = sum;
            }
        }
    }

    /**
     * How much of each source pixel lies under each target pixel of one axis, in the largest unit in which all are whole.
     *
     * @param unit of a whole target pixel
     * @param first source pixel under each target pixel
     * @param of the source pixels from the first on
     */
    @SuppressWarnings("ArrayRecordComponent") // local to one call, never compared
    private record Shares(int unit, int[] first, int[][] of) {
        static Shares of(int source, int target) {
            int common =
                    BigInteger.valueOf(source).gcd(BigInteger.valueOf(target)).intValue();
            long unit = source / common; // of a target pixel
            long pixel = target / common; // of a source pixel
            int[] first = new int[target];
            int[][] of = new int[target][];
            for (int t = 0; t < target; t++) {
                long low = t * unit;
                long high = low + unit;
                first[t] = (int) (low / pixel);
                of[t] = new int[(int) ((high - 1) / pixel) - first[t] + 1];
                for (int i = 0; i < of[t].length; i++) {
                    long left = (first[t] + i) * pixel;
                    of[t][i] = (int) (Math.min(high, left + pixel) - Math.max(low, left));
                }
            }
            return new Shares((int) unit, first, of);
        }
    }
}
