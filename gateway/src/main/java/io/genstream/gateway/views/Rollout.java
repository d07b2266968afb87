package io.genstream.gateway.views;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What is rolled out of a model. The document is shared: nobody changes it. */
public record Rollout(
        String model,
        Optional<String> stable,
        Optional<String> canary,
        int canaryPercent,
        Optional<String> shadow,
        long revision,
        JsonObject document) {}
