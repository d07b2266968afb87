package io.genstream.gateway.http;

import io.genstream.gateway.error.GatewayException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * A request's body as a stream, for a thread that may block. The event loop fills it and stops reading the socket while a
 * bounded amount waits here. {@link #read} throws a {@link GatewayException} where the client is gone or sends nothing for long.
 *
 * <p>Made on the request's event loop, in the handler itself; one other thread reads.
 */
public final class BodyStream extends InputStream {
    private static final int HIGH_BYTES = 1 << 20;
    private static final int LOW_BYTES = 256 << 10;
    private static final long PATIENCE_MS = 30_000;
    private static final long DRAIN_MS = 30_000;

    private final Context context;
    private final HttpServerRequest request;
    private final Deque<Buffer> chunks = new ArrayDeque<>();
    private int position;
    private int waiting;
    private boolean paused;
    private boolean ended;
    private boolean cutOff;
    private boolean discarding;
    private long drainTimer = -1;

    public BodyStream(RoutingContext ctx) {
        this.context = ctx.vertx().getOrCreateContext();
        this.request = ctx.request();
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            var unused = ctx.response().writeContinue();
        }
        request.exceptionHandler(e -> end(true));
        request.endHandler(end -> end(false));
        request.handler(this::push);
    }

    private synchronized void push(Buffer chunk) {
        if (discarding) {
            return;
        }
        chunks.add(chunk);
        waiting += chunk.length();
        if (waiting > HIGH_BYTES && !paused) {
            paused = true;
            request.pause();
        }
        notifyAll();
    }

    private synchronized void end(boolean early) {
        ended = true;
        cutOff = early;
        boolean unused = context.owner().cancelTimer(drainTimer);
        notifyAll();
    }

    /** Throws away what the client still sends, for a while, so that it reads the answer and not a reset. On the event loop. */
    public synchronized void discard() {
        if (ended || discarding) {
            return;
        }
        discarding = true;
        chunks.clear();
        drainTimer = context.owner()
                .setTimer(DRAIN_MS, expired -> request.connection().close());
        request.resume();
        notifyAll();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        awaitChunk();
        Buffer chunk = chunks.peek();
        if (chunk == null) {
            return -1;
        }
        int read = Math.min(length, chunk.length() - position);
        chunk.getBytes(position, position + read, bytes, offset);
        position += read;
        waiting -= read;
        if (position == chunk.length()) {
            chunks.remove();
            position = 0;
        }
        if (paused && waiting <= LOW_BYTES) {
            paused = false;
            context.runOnContext(now -> request.resume());
        }
        return read;
    }

    /** Returns with a chunk there, or at the end. */
    private void awaitChunk() {
        long deadlineNanos = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (chunks.isEmpty() && !ended && !discarding) {
            long leftMs = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw GatewayException.of(
                        408, "BODY_TOO_SLOW", "Nothing came of the body for " + PATIENCE_MS / 1_000 + " s");
            }
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw GatewayException.of(503, "STOPPING", "The gateway stops");
            }
        }
        if (chunks.isEmpty() && (cutOff || discarding)) {
            throw GatewayException.of(400, "BODY_CUT_OFF", "The body ended too early");
        }
    }
}
