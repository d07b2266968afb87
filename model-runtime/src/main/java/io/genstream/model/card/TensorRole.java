package io.genstream.model.card;

/** What a tensor of a model is for. */
public enum TensorRole {
    LATENT,
    CONDITION,
    IMAGE,
    FIXED,
    FEATURES,
    LOGITS,
    POSTERIOR
}
