package io.genstream.model;

/**
 * A model cannot be served as its card says: the ONNX file is broken, does not match the card, or made something that is
 * not a picture. The cure is another file or another card, never another request; see {@link InvalidInputException} for
 * the client's mistakes.
 */
public class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
