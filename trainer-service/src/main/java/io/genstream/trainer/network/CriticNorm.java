package io.genstream.trainer.network;

import java.util.List;
import java.util.Locale;

/** What keeps a discriminator's layers in bounds. */
public enum CriticNorm {
    NONE,
    BATCH,
    INSTANCE,
    SPECTRAL;

    /** As recipes name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A hidden convolution under this norm; the ones that subtract a mean make its bias useless. */
    List<Layer> hidden(int in, int out, int kernel, int stride, Initialiser initialiser) {
        boolean hasBias = this == NONE || this == SPECTRAL;
        Conv conv = new Conv(in, out, kernel, stride, 1, hasBias, initialiser);
        return switch (this) {
            case NONE -> List.of(conv);
            case BATCH -> List.of(conv, new BatchNorm(out));
            case INSTANCE -> List.of(conv, new InstanceNorm(out));
            case SPECTRAL -> List.of(new SpectralNorm(conv));
        };
    }

    /** The first or last layer: no statistics of its own, but as bounded as the others. */
    Layer edge(LinearLayer layer) {
        return this == SPECTRAL ? new SpectralNorm(layer) : layer;
    }
}
