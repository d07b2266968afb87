package io.genstream.eval.extractor;

/** A built-in extractor is missing or damaged; the message says which and what to do. */
public final class ExtractorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExtractorException(String message, Throwable cause) {
        super(message, cause);
    }
}
