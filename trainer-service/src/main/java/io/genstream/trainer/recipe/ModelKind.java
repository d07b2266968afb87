package io.genstream.trainer.recipe;

/** What a model serves as; names agree with the checkpoints' schema. */
public enum ModelKind {
    GENERATOR,
    CLASSIFIER,
    EXTRACTOR,
    PREDICTOR
}
