package io.genstream.gateway.views;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One record of a followed topic, in the form that clients see. The document is shared: nobody changes it.
 *
 * @param value empty where the key was deleted
 * @param at when the record was written
 */
public record LogEntry(String topic, String key, Optional<JsonObject> value, Instant at) {}
