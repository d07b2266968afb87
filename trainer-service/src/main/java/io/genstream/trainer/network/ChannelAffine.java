package io.genstream.trainer.network;

/** {@code y = scale * x + shift}, channel by channel. */
record ChannelAffine(float[] scale, float[] shift) {
    float[] apply(float[] x) {
        float[] y = new float[x.length];
        for (int c = 0; c < x.length; c++) {
            y[c] = scale[c] * x[c] + shift[c];
        }
        return y;
    }
}
