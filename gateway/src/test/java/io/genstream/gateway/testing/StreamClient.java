package io.genstream.gateway.testing;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that keeps every frame. */
public final class StreamClient implements WebSocket.Listener, AutoCloseable {
    public final List<JsonObject> frames = new CopyOnWriteArrayList<>();
    public volatile int closeCode;
    public volatile String closeReason = "";
    private final StringBuilder text = new StringBuilder();
    private final boolean reads;
    private WebSocket socket;

    private StreamClient(boolean reads) {
        this.reads = reads;
    }

    /** @param reads false: a client that never takes a frame off the wire */
    public static StreamClient connect(GatewayFixture gateway, String topics, boolean reads) throws Exception {
        StreamClient client = new StreamClient(reads);
        String uri = gateway.uri("/v1/stream?topics=" + topics).toString().replace("http://", "ws://");
        client.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(java.net.URI.create(uri), client)
                .get(10, TimeUnit.SECONDS);
        return client;
    }

    /** Frames after the marker, of one key. */
    public List<JsonObject> of(String key) {
        return frames.stream()
                .filter(frame -> key.equals(frame.getString("key")))
                .toList();
    }

    public boolean historyEnded() {
        return frames.stream().anyMatch(frame -> "end".equals(frame.getString("history")));
    }

    public int indexOfMarker() {
        for (int i = 0; i < frames.size(); i++) {
            if ("end".equals(frames.get(i).getString("history"))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (reads) {
            webSocket.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            frames.add(new JsonObject(text.toString()));
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closeCode = statusCode;
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
