package io.genstream.inference.request;

/** Why a request brings no images: stable names, for programs. They are part of the contract; add, never rename. */
public enum FailureCode {
    INVALID_REQUEST(Stage.VALIDATE, false),
    INVALID_CONDITION(Stage.VALIDATE, false),
    LATENT_BASIS_MISSING(Stage.VALIDATE, false),
    MODEL_NOT_FOUND(Stage.RESOLVE, false),
    VERSION_NOT_FOUND(Stage.RESOLVE, false),
    NOT_A_GENERATOR(Stage.RESOLVE, false),
    AUGMENTATION_UNAVAILABLE(Stage.RESOLVE, false),
    VERSION_FAILED(Stage.LOAD, true),
    OVERLOADED(Stage.LOAD, true),
    GENERATION_FAILED(Stage.GENERATE, false),
    ENCODING_FAILED(Stage.ENCODE, false),
    DELIVERY_FAILED(Stage.DELIVER, true);

    private final Stage stage;
    private final boolean retryable;

    FailureCode(Stage stage, boolean retryable) {
        this.stage = stage;
        this.retryable = retryable;
    }

    public Stage stage() {
        return stage;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
