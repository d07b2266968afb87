package io.genstream.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.error.Violation;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;

/**
 * Reads a body as one JSON object. Duplicate fields and text after the object are refused; NaN and Infinity are read, so that
 * the field that holds them can be named. Thread-safe.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 20;

    private final JsonMapper mapper;

    public StrictJson() {
        this.mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }

    /** The body that {@link BodyReader} has read. */
    public Fields object(RoutingContext ctx) {
        return object(BodyReader.body(ctx));
    }

    Fields object(Buffer body) {
        JsonNode node;
        try {
            node = mapper.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw malformed(e.getMessage(), e);
        }
        if (node == null || !node.isObject()) {
            throw GatewayException.invalid(List.of(new Violation("", "the body must be a JSON object")));
        }
        return new Fields(node);
    }

    private static GatewayException malformed(String why, IOException cause) {
        GatewayException malformed = GatewayException.of(400, "MALFORMED_JSON", "The body is not JSON: " + why);
        malformed.initCause(cause);
        return malformed;
    }
}
