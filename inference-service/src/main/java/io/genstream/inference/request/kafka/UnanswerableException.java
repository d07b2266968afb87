package io.genstream.inference.request.kafka;

/** A record that names nobody to answer to: it can only be kept as a dead letter. */
final class UnanswerableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnanswerableException(String message) {
        super(message);
    }

    static void requireId(String requestId) {
        if (requestId.isBlank()) {
            throw new UnanswerableException("requestId is empty: there is nobody to answer to");
        }
    }
}
