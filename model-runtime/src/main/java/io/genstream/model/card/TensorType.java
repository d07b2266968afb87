package io.genstream.model.card;

/** Element type at the model's border. */
public enum TensorType {
    FLOAT32,
    INT64,
    UINT8;

    /** Bytes of one element. */
    public int bytes() {
        return switch (this) {
            case FLOAT32 -> Float.BYTES;
            case INT64 -> Long.BYTES;
            case UINT8 -> Byte.BYTES;
        };
    }
}
