package io.genstream.benchmarks.experiments;

import java.awt.image.BufferedImage;

/**
 * How much of a picture's variance stands at the Nyquist frequency of its columns or rows, where the overlap of a transposed
 * convolution of stride 2 shows. By Parseval no transform is needed: the part at vertical Nyquist is that of the columns'
 * alternating sums. Stateless.
 */
final class Checkerboard {
    private Checkerboard() {}

    /** @return 0 for a flat picture, up to 1; of all channels together */
    static double energy(BufferedImage picture) {
        double nyquist = 0;
        double all = 0;
        for (int channel = 0; channel < picture.getRaster().getNumBands(); channel++) {
            double[][] values = centred(picture, channel);
            nyquist += vertical(values) + horizontal(values) - both(values);
            all += squares(values);
        }
        return all == 0 ? 0 : nyquist / all;
    }

    private static double[][] centred(BufferedImage picture, int channel) {
        double[][] values = new double[picture.getHeight()][picture.getWidth()];
        double sum = 0;
        for (int y = 0; y < values.length; y++) {
            for (int x = 0; x < values[y].length; x++) {
                values[y][x] = picture.getRaster().getSample(x, y, channel);
                sum += values[y][x];
            }
        }
        double mean = sum / values.length / values[0].length;
        for (double[] row : values) {
            for (int x = 0; x < row.length; x++) {
                row[x] -= mean;
            }
        }
        return values;
    }

    private static double vertical(double[][] values) {
        double energy = 0;
        for (int x = 0; x < values[0].length; x++) {
            double alternating = 0;
            for (int y = 0; y < values.length; y++) {
                alternating += y % 2 == 0 ? values[y][x] : -values[y][x];
            }
            energy += alternating * alternating / values.length;
        }
        return energy;
    }

    private static double horizontal(double[][] values) {
        double energy = 0;
        for (double[] row : values) {
            double alternating = alternating(row);
            energy += alternating * alternating / row.length;
        }
        return energy;
    }

    /** The corner that rows and columns share. */
    private static double both(double[][] values) {
        double sum = 0;
        for (int y = 0; y < values.length; y++) {
            sum += y % 2 == 0 ? alternating(values[y]) : -alternating(values[y]);
        }
        return sum * sum / values.length / values[0].length;
    }

    private static double alternating(double[] row) {
        double sum = 0;
        for (int x = 0; x < row.length; x++) {
            sum += x % 2 == 0 ? row[x] : -row[x];
        }
        return sum;
    }

    private static double squares(double[][] values) {
        double sum = 0;
        for (double[] row : values) {
            for (double value : row) {
                sum += value * value;
            }
        }
        return sum;
    }
}
