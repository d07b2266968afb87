package io.genstream.gateway.stream;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;

/**
 * What waits for one client. News is bounded: at the limit a picture, a progress point or a status makes room, preferably one
 * that the new frame outdates. History comes first and is bounded by the histories. Guarded by the session's lock.
 */
final class FrameQueue {
    /** Later frames of these topics make earlier ones needless. */
    static final Set<String> DROPPABLE = Set.of("previews", "training-progress", "serving-status");

    private final int limit;
    private final Deque<Frame> history = new ArrayDeque<>();
    private final Deque<Frame> news = new ArrayDeque<>();
    private long dropped;

    FrameQueue(int limit) {
        this.limit = limit;
    }

    void addHistory(Collection<Frame> frames) {
        history.addAll(frames);
    }

    /** @return false where the frame must not be lost and there is no room for it: the client is too slow to be told the truth */
    boolean offer(Frame frame) {
        boolean room = news.size() < limit || dropSameKey(frame) || dropAny();
        if (room) {
            news.addLast(frame);
            return true;
        }
        if (DROPPABLE.contains(frame.topic())) {
            dropped++;
            return true;
        }
        return false;
    }

    /** Null where nothing waits. */
    Frame poll() {
        Frame first = history.pollFirst();
        return first == null ? news.pollFirst() : first;
    }

    long dropped() {
        return dropped;
    }

    private boolean dropSameKey(Frame newer) {
        return drop(newer.topic(), newer.key());
    }

    private boolean dropAny() {
        return drop(null, null);
    }

    private boolean drop(String topic, String key) {
        for (Iterator<Frame> waiting = news.iterator(); waiting.hasNext(); ) {
            Frame frame = waiting.next();
            boolean outdated =
                    topic == null || (frame.topic().equals(topic) && frame.key().equals(key));
            if (outdated && DROPPABLE.contains(frame.topic())) {
                waiting.remove();
                dropped++;
                return true;
            }
        }
        return false;
    }
}
