package io.genstream.cli.importing;

import io.genstream.model.pixels.Pixels;

/**
 * Changes a picture's size with a triangle filter that grows with the reduction, so that small pictures are not aliased (Parmar,
 * Zhang and Zhu, "On Aliased Resizing and Surprising Subtleties in GAN Evaluation", CVPR 2022). Rows, then columns, in floats.
 * Stateless.
 */
final class Resizer {
    private Resizer() {}

    static Pixels resize(Pixels image, int height, int width) {
        if (image.height() == height && image.width() == width) {
            return image;
        }
        int channels = image.channels();
        float[] source = new float[image.raw().length];
        for (int i = 0; i < source.length; i++) {
            source[i] = image.raw()[i] & 0xFF;
        }
        float[] narrow = lines(source, image.height(), image.width(), width, channels);
        // columns are rows of the transposed picture
        float[] turned = transpose(narrow, image.height(), width, channels);
        float[] low = transpose(lines(turned, width, image.height(), height, channels), width, height, channels);
        byte[] raw = new byte[low.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) Math.max(0, Math.min(255, Math.round(low[i])));
        }
        return new Pixels(height, width, channels, raw);
    }

    /** Every line of {@code from} pixels becomes one of {@code to}. */
    private static float[] lines(float[] source, int lines, int from, int to, int channels) {
        float[] target = new float[lines * to * channels];
        double scale = (double) from / to;
        double radius = Math.max(1, scale);
        for (int x = 0; x < to; x++) {
            double centre = (x + 0.5) * scale;
            int first = Math.max(0, (int) Math.floor(centre - radius));
            int last = Math.min(from - 1, (int) Math.ceil(centre + radius));
            float[] weights = weights(first, last, centre, radius);
            for (int line = 0; line < lines; line++) {
                for (int channel = 0; channel < channels; channel++) {
                    float sum = 0;
                    for (int i = 0; i < weights.length; i++) {
                        sum += weights[i] * source[(line * from + first + i) * channels + channel];
                    }
                    target[(line * to + x) * channels + channel] = sum;
                }
            }
        }
        return target;
    }

    /** A triangle around the centre; at the border what is left of it, so that the sum is always 1. */
    private static float[] weights(int first, int last, double centre, double radius) {
        double[] weights = new double[last - first + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / radius);
            sum += weights[i];
        }
        float[] normal = new float[weights.length];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = (float) (weights[i] / sum);
        }
        return normal;
    }

    private static float[] transpose(float[] source, int height, int width, int channels) {
        float[] target = new float[source.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(source, (y * width + x) * channels, target, (x * height + y) * channels, channels);
            }
        }
        return target;
    }
}
