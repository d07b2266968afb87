package io.genstream.gateway.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Anything that a handler or a service of the gateway reports to a client: a status, a stable code, words, and what can be
 * done. {@link ProblemHandler} alone turns it into an answer. Everything else that is thrown is a bug: 500.
 */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<Violation> violations;
    private final Duration retryAfter;

    private GatewayException(int status, String code, String detail, List<Violation> violations, Duration retryAfter) {
        super(detail);
        this.status = status;
        this.code = code;
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
    }

    /** A client's mistake, or a state of things that the client must know of. */
    public static GatewayException of(int status, String code, String detail) {
        return new GatewayException(status, code, detail, List.of(), null);
    }

    /** Worth trying again after a while. */
    public static GatewayException retry(int status, String code, String detail, Duration retryAfter) {
        return new GatewayException(status, code, detail, List.of(), retryAfter);
    }

    /** Fields that break rules: all of them, so that a client mends them in one go. */
    public static GatewayException invalid(List<Violation> violations) {
        String detail = violations.size() == 1
                ? violations.get(0).field() + ": " + violations.get(0).message()
                : violations.size() + " fields break a rule";
        return new GatewayException(422, "VALIDATION_FAILED", detail, violations, null);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
