package io.genstream.eval.evaluation;

import java.util.Optional;

/**
 * Which evaluation a request, its batches and its features belong to. The request id is a function of it, so that whoever asks
 * again asks for the same thing.
 */
public record EvaluationId(String model, String version, long revision) {
    /** Key of everything about the version. */
    public String versionKey() {
        return model + "/" + version;
    }

    public String requestId() {
        return prefix(model, version) + revision;
    }

    /** Empty where the request was not made for an evaluation of this version. */
    public static Optional<EvaluationId> parse(String requestId, String model, String version) {
        String prefix = prefix(model, version);
        if (!requestId.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            long revision = Long.parseLong(requestId.substring(prefix.length()));
            return revision < 0 ? Optional.empty() : Optional.of(new EvaluationId(model, version, revision));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String prefix(String model, String version) {
        return "eval-" + model + "-" + version + "-r";
    }
}
