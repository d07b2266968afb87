package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import java.time.Duration;
import java.util.Map;

/** What a client is told of a request that brought no images: the serving side's own code with a fitting status. Stateless. */
final class RequestFailures {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int UNAVAILABLE = 503;

    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("INVALID_REQUEST", 422),
            Map.entry("INVALID_CONDITION", 422),
            Map.entry("LATENT_BASIS_MISSING", 422),
            Map.entry("AUGMENTATION_UNAVAILABLE", 422),
            Map.entry("NOT_A_GENERATOR", 422),
            Map.entry("MODEL_NOT_FOUND", 404),
            Map.entry("VERSION_NOT_FOUND", 404),
            Map.entry("VERSION_FAILED", UNAVAILABLE),
            Map.entry("OVERLOADED", UNAVAILABLE),
            Map.entry("DELIVERY_FAILED", UNAVAILABLE));

    private RequestFailures() {}

    static GatewayException of(PartOutcome outcome) {
        return switch (outcome.state()) {
            case CANCELLED -> cancelled();
            case EXPIRED ->
                GatewayException.of(
                        504, "DEADLINE_EXCEEDED", "The request's deadline passed before its images were made");
            case FAILED ->
                failed(
                        outcome.code().orElse("GENERATION_FAILED"),
                        outcome.message().orElse("no reason was given"));
            case COMPLETED -> throw new IllegalArgumentException("a completed record has not failed");
        };
    }

    static GatewayException cancelled() {
        return GatewayException.of(410, "CANCELLED", "The request was cancelled");
    }

    static GatewayException timedOut(Duration timeout) {
        return GatewayException.retry(
                504,
                "REQUEST_TIMED_OUT",
                "No answer within " + timeout.toSeconds() + " s (request.timeout.ms); is an inference service running?",
                RETRY);
    }

    private static GatewayException failed(String code, String message) {
        int status = STATUS.getOrDefault(code, 500);
        return status == UNAVAILABLE
                ? GatewayException.retry(status, code, message, RETRY)
                : GatewayException.of(status, code, message);
    }
}
