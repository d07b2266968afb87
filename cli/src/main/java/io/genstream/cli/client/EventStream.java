package io.genstream.cli.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's WebSocket as a queue of frames: one reader takes them; when it is slow, no more are asked for, and the gateway drops
 * or closes as its documentation says.
 */
public final class EventStream implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int QUEUED_FRAMES = 4_096;

    private final WebSocket socket;
    private final Receiver receiver;

    private EventStream(WebSocket socket, Receiver receiver) {
        this.socket = socket;
        this.receiver = receiver;
    }

    /** A frame's text, or the end of the stream and why it came. */
    public record Event(String text, boolean closed) {}

    /** @throws CompletionException if it cannot be opened */
    static EventStream open(HttpClient http, URI address) {
        Receiver receiver = new Receiver();
        WebSocket socket = http.newWebSocketBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .buildAsync(address, receiver)
                .join();
        return new EventStream(socket, receiver);
    }

    /** The next frame; null if none came in time. */
    public Event next(Duration limit) throws InterruptedException {
        return receiver.events.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** Called by one thread of the HTTP client at a time. */
    private static final class Receiver implements WebSocket.Listener {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(QUEUED_FRAMES);
        private final StringBuilder frame = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                put(new Event(frame.toString(), false));
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            put(new Event(reason.isEmpty() ? "closed with code " + code : reason, true));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            put(new Event(String.valueOf(error.getMessage()), true));
        }

        private void put(Event event) {
            try {
                events.put(event);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
