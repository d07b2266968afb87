package io.genstream.inference.request;

import java.util.Optional;

/**
 * How a request record ended.
 *
 * @param code empty where it completed
 * @param message for people; empty where it completed
 * @param failure of a FAILED one
 */
public record RequestEnd(State state, String code, String message, Optional<FailureCode> failure) {

    /** The four ends. */
    public enum State {
        COMPLETED,
        FAILED,
        CANCELLED,
        EXPIRED
    }

    public static RequestEnd completed() {
        return new RequestEnd(State.COMPLETED, "", "", Optional.empty());
    }

    public static RequestEnd cancelled() {
        return new RequestEnd(State.CANCELLED, "CANCELLED", "A request-controls record cancelled it", Optional.empty());
    }

    public static RequestEnd expired() {
        return new RequestEnd(
                State.EXPIRED, "DEADLINE_PASSED", "Its deadline passed before its images were made", Optional.empty());
    }

    public static RequestEnd failed(FailureCode code, String message) {
        return new RequestEnd(State.FAILED, code.name(), message, Optional.of(code));
    }

    public static RequestEnd refused(RefusedException refusal) {
        return failed(refusal.code(), refusal.getMessage());
    }
}
