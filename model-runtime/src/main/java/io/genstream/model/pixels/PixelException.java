package io.genstream.model.pixels;

/** Bytes that should be a picture are not, or are too large to open; the message says which. */
public final class PixelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PixelException(String message) {
        super(message);
    }

    public PixelException(String message, Throwable cause) {
        super(message, cause);
    }
}
