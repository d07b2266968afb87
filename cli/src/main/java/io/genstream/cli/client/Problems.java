package io.genstream.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** From an answer that is no success to the exception that ends the command. Stateless. */
final class Problems {
    private static final int MAX_SHOWN = 300;

    private Problems() {}

    static GatewayProblem of(ObjectMapper mapper, URI base, int status, String body) {
        JsonNode problem = read(mapper, body);
        if (!problem.hasNonNull("code")) {
            String shown = body.strip();
            return new GatewayProblem(
                    exitCode(status),
                    "",
                    base + " answered " + status + " in words that are not Genstream's: is --url a Genstream gateway? "
                            + shown.substring(0, Math.min(shown.length(), MAX_SHOWN)));
        }
        List<String> words = new ArrayList<>();
        words.add(problem.path("detail").asText());
        if (problem.path("violations").size() > 1) { // a single one is the detail
            problem.path("violations")
                    .forEach(violation ->
                            words.add("  " + violation.path("field").asText() + " "
                                    + violation.path("message").asText()));
        }
        return new GatewayProblem(exitCode(status), problem.path("code").asText(), String.join("\n", words));
    }

    private static ExitCode exitCode(int status) {
        if (status == 404 || status == 410) {
            return ExitCode.NOT_FOUND;
        }
        return status < 500 ? ExitCode.REFUSED : ExitCode.SERVER_FAILED;
    }

    private static JsonNode read(ObjectMapper mapper, String body) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
