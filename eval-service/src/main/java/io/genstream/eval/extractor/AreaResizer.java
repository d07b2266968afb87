package io.genstream.eval.extractor;

import io.genstream.model.pixels.Pixels;

/**
 * Scales by area: a target pixel is the mean of the source under it, parts of pixels by their share. Shrinking this way does not
 * alias, the fault that G. Parmar, R. Zhang, J.-Y. Zhu: "On Aliased Resizing and Surprising Subtleties in GAN Evaluation", CVPR
 * 2022, found in most figures; enlarging repeats pixels and adds nothing. Stateless.
 */
final class AreaResizer {
    private AreaResizer() {}

    /** The source positions under one target position, and the share of each in it. */
    @SuppressWarnings("ArrayRecordComponent") // local to one call, never compared
    private record Window(int first, double[] shares) {}

    static Pixels resize(Pixels image, int height, int width) {
        Window[] columns = windows(image.width(), width);
        int rowSize = width * image.channels();
        double[] narrow = new double[image.height() * rowSize];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < image.channels(); c++) {
                    narrow[y * rowSize + x * image.channels() + c] = mean(image, y, columns[x], c);
                }
            }
        }
        return new Pixels(height, width, image.channels(), shorten(narrow, windows(image.height(), height), rowSize));
    }

    private static double mean(Pixels image, int y, Window window, int channel) {
        double sum = 0;
        for (int i = 0; i < window.shares.length; i++) {
            sum += window.shares[i] * image.value(y, window.first + i, channel);
        }
        return sum;
    }

    private static byte[] shorten(double[] narrow, Window[] rows, int rowSize) {
        byte[] raw = new byte[rows.length * rowSize];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rowSize; x++) {
                double sum = 0;
                for (int i = 0; i < rows[y].shares.length; i++) {
                    sum += rows[y].shares[i] * narrow[(rows[y].first + i) * rowSize + x];
                }
                raw[y * rowSize + x] = (byte) Math.min(255, Math.round(sum));
            }
        }
        return raw;
    }

    private static Window[] windows(int source, int target) {
        Window[] windows = new Window[target];
        for (int t = 0; t < target; t++) {
            double low = (double) t * source / target;
            double high = (double) (t + 1) * source / target;
            int first = (int) low;
            double[] shares = new double[Math.min(source, (int) Math.ceil(high)) - first];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = (Math.min(high, first + i + 1) - Math.max(low, first + i)) / (high - low);
            }
            windows[t] = new Window(first, shares);
        }
        return windows;
    }
}
