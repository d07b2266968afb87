package io.genstream.gateway.stream;

import io.genstream.gateway.views.LogEntry;
import io.vertx.core.json.JsonObject;

/**
 * One text frame, encoded once for all clients.
 *
 * @param deleted the key was deleted: the frame's value is null
 */
record Frame(String topic, String key, boolean deleted, String text) {
    static Frame of(LogEntry entry) {
        JsonObject json = new JsonObject()
                .put("topic", entry.topic())
                .put("key", entry.key())
                .put("at", entry.at().toString())
                .put("value", entry.value().orElse(null));
        return new Frame(entry.topic(), entry.key(), entry.value().isEmpty(), json.encode());
    }

    /** Tells the client that everything after it is news. */
    static Frame endOfHistory() {
        return new Frame("", "", false, new JsonObject().put("history", "end").encode());
    }
}
