package io.genstream.gateway.stream;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. Followers offer frames from their threads and never wait; the socket's event loop sends as fast as the client
 * reads.
 */
final class SocketSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(SocketSession.class);
    private static final int WRITE_QUEUE_BYTES = 256 << 10;
    /** RFC 6455: try again later. */
    private static final short TRY_AGAIN_LATER = 1013;

    private final ServerWebSocket socket;
    private final Context context;
    private final Counter droppedFrames;
    private final FrameQueue queue;
    private boolean scheduled;
    private boolean closed;

    /** Called on the socket's event loop. */
    SocketSession(ServerWebSocket socket, Context context, int queueFrames, Counter droppedFrames) {
        this.socket = socket;
        this.context = context;
        this.droppedFrames = droppedFrames;
        this.queue = new FrameQueue(queueFrames);
        socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        socket.drainHandler(drained -> send());
    }

    synchronized void start(Collection<Frame> history) {
        queue.addHistory(history);
        schedule();
    }

    synchronized void offer(Frame frame) {
        if (closed) {
            return;
        }
        long droppedBefore = queue.dropped();
        boolean kept = queue.offer(frame);
        droppedFrames.increment(queue.dropped() - droppedBefore);
        if (kept) {
            schedule();
        } else {
            closed = true;
            context.runOnContext(
                    now -> close(TRY_AGAIN_LATER, "too slow: news that must not be lost overflowed; connect again"));
        }
    }

    synchronized void closed() {
        closed = true;
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            context.runOnContext(now -> send());
        }
    }

    private void send() {
        while (!socket.isClosed() && !socket.writeQueueFull()) {
            Frame frame = next();
            if (frame == null) {
                return;
            }
            Future<Void> unused = socket.writeTextMessage(frame.text());
        }
    }

    private synchronized Frame next() {
        Frame frame = queue.poll();
        scheduled = frame != null;
        return frame;
    }

    private void close(short status, String reason) {
        LOGGER.debug("Closing the WebSocket of {}: {}", socket.remoteAddress(), reason);
        Future<Void> unused = socket.close(status, reason);
    }
}
