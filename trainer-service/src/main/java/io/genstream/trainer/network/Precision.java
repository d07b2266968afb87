package io.genstream.trainer.network;

import java.util.Locale;

/**
 * The arithmetic of a network's training. Weights, gradients, optimiser, statistics of normalisations, dense layers and
 * losses are float32 in any case, and so is the evaluation form.
 */
public enum Precision {
    FLOAT32,

    /**
     * Convolutions and what lies between them in bfloat16, channels last (Kalamkar et al. 2019, "A study of BFLOAT16 for deep
     * learning training"): the weights are cast where they are used, so that what is learnt stays float32.
     */
    BFLOAT16;

    /** As recipes name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
