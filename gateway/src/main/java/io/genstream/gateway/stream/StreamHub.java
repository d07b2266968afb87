package io.genstream.gateway.stream;

import io.genstream.gateway.views.LogEntry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Between the followers and the sockets: keeps each topic's history and passes news on. A client that subscribes misses nothing
 * between its history and its news. Thread-safe; nothing here waits for a client.
 */
public final class StreamHub implements Consumer<LogEntry> {
    private static final int CURVES = 64;

    /** Of one curve, about as many as a screen is wide: a longer one is thinned. */
    private static final int POINTS = 1_000;

    /** Of each other topic that a new client gets. */
    private static final int FRAMES = 2_000;

    /** Pictures are large: enough, spread over the whole run, to see a model grow sharper. */
    private static final int PREVIEWS = 60;

    private static final int PREVIEWED_MODELS = 8;

    private final Map<String, History> histories = new LinkedHashMap<>();
    private final Map<SocketSession, Set<String>> sessions = new ConcurrentHashMap<>();

    public StreamHub(MeterRegistry registry) {
        histories.put("training-progress", new CurveHistory(CURVES, POINTS));
        histories.put("previews", new CurveHistory(PREVIEWED_MODELS, PREVIEWS));
        histories.put("rollout-decisions", new RecentHistory(FRAMES));
        for (String compacted : List.of(
                "evaluations",
                "model-rollouts",
                "checkpoints",
                "recipes",
                "runs",
                "serving-status",
                "dataset-updates")) {
            histories.put(compacted, new KeyedHistory(FRAMES));
        }
        registry.gaugeMapSize("genstream.gateway.websocket.clients", List.of(), sessions);
    }

    /** Topics that can be subscribed to. */
    public Set<String> topics() {
        return histories.keySet();
    }

    @Override
    public void accept(LogEntry entry) {
        Frame frame = Frame.of(entry); // outside the lock: encoding is the costly part
        synchronized (this) {
            histories.get(entry.topic()).add(frame);
            sessions.forEach((session, topics) -> {
                if (topics.contains(entry.topic())) {
                    session.offer(frame);
                }
            });
        }
    }

    /** What is kept of one key of a topic, eldest first, as {@code {topic, key, at, value}}. */
    public List<JsonObject> history(String topic, String key) {
        List<Frame> kept = new ArrayList<>();
        synchronized (this) {
            histories.get(topic).forEach(frame -> {
                if (frame.key().equals(key)) {
                    kept.add(frame);
                }
            });
        }
        return kept.stream().map(frame -> new JsonObject(frame.text())).toList();
    }

    synchronized void subscribe(SocketSession session, Set<String> topics) {
        List<Frame> past = new ArrayList<>();
        histories.forEach((topic, history) -> {
            if (topics.contains(topic)) {
                history.forEach(past::add);
            }
        });
        past.add(Frame.endOfHistory());
        session.start(past);
        sessions.put(session, topics);
    }

    void unsubscribe(SocketSession session) {
        sessions.remove(session);
        session.closed();
    }
}
