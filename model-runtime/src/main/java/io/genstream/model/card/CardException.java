package io.genstream.model.card;

import io.genstream.model.ModelException;

/** A model card contradicts itself or lacks what its use needs. The message names the tensor or field. */
public final class CardException extends ModelException {
    private static final long serialVersionUID = 1L;

    public CardException(String message) {
        super(message);
    }
}
