package io.genstream.model.card;

/** What a latent was drawn from in training. */
public enum LatentDistribution {
    NORMAL,
    /** Between the input's low (included) and high (excluded). */
    UNIFORM
}
