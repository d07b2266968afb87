package io.genstream.inference.request;

/** A request cannot be served; the message tells whoever asked the cause and the cure. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    public RefusedException(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }
}
