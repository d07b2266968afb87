package io.genstream.inference.request;

/** Why a request brings no images: stable names, for programs. They are part of the contract; add, never rename. */
public enum FailureCode {
    INVALID_REQUEST(FailureStage.VALIDATE, false),
    INVALID_CONDITION(FailureStage.VALIDATE, false),
    LATENT_BASIS_MISSING(FailureStage.VALIDATE, false),
    MODEL_NOT_FOUND(FailureStage.RESOLVE, false),
    VERSION_NOT_FOUND(FailureStage.RESOLVE, false),
    NOT_A_GENERATOR(FailureStage.RESOLVE, false),
    AUGMENTATION_UNAVAILABLE(FailureStage.RESOLVE, false),
    VERSION_FAILED(FailureStage.LOAD, true),
    OVERLOADED(FailureStage.LOAD, true),
    GENERATION_FAILED(FailureStage.GENERATE, false),
    ENCODING_FAILED(FailureStage.ENCODE, false),
    DELIVERY_FAILED(FailureStage.DELIVER, true);

    private final FailureStage stage;
    private final boolean retryable;

    FailureCode(FailureStage stage, boolean retryable) {
        this.stage = stage;
        this.retryable = retryable;
    }

    public FailureStage stage() {
        return stage;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** Where a request failed. */
    public enum FailureStage {
        VALIDATE,
        RESOLVE,
        LOAD,
        GENERATE,
        ENCODE,
        DELIVER
    }
}
