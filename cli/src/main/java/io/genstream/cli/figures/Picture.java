package io.genstream.cli.figures;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One generated picture.
 *
 * @param label its condition row; empty for an unconditional model
 * @param labelName of its class; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Picture(BufferedImage image, float[] latent, List<Float> label, String labelName) {
    private static final double LEVELS = 255;

    /** In 0 to 1, one channel after the other. */
    static float[] channelsFirst(BufferedImage picture) {
        int channels = picture.getRaster().getNumBands();
        int area = picture.getWidth() * picture.getHeight();
        float[] last = picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (float[]) null);
        float[] first = new float[last.length];
        for (int i = 0; i < last.length; i++) {
            first[i % channels * area + i / channels] = (float) (last[i] / LEVELS);
        }
        return first;
    }

    /** Of values from 0 to 1. */
    static double meanSquaredError(BufferedImage one, BufferedImage other) {
        float[] a = channelsFirst(one);
        float[] b = channelsFirst(other);
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (double) (a[i] - b[i]);
        }
        return squares / a.length;
    }
}
