package io.genstream.gateway.datasets;

/** A data set could not be written, or there was nothing to write; the message says why and what to do. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Stable names for what can be wrong: a client finds them in problems and beside rejected records. */
    public enum Reason {
        BAD_DATASET_ID(422),
        BAD_RECORD_ID(422),
        BAD_RECORD_JSON(422),
        BAD_LABEL(422),
        BAD_PICTURE(422),
        NO_PICTURE(422),
        PICTURE_TOO_LARGE(422),
        WRONG_SHAPE(422),
        LABELS_DO_NOT_FIT(422),
        NOTHING_NEW(409),
        RECORD_EXISTS(409),
        DATASET_TOO_LARGE(507),
        BROKER_UNAVAILABLE(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** Of an HTTP answer. */
        public int status() {
            return status;
        }
    }

    public DatasetException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public DatasetException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
