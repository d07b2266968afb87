package io.genstream.trainer.export;

/** ONNX Runtime does not compute what the engine computes: the export is refused, nothing is published. */
public final class ParityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParityException(String message) {
        super(message);
    }

    ParityException(String message, Throwable cause) {
        super(message, cause);
    }
}
