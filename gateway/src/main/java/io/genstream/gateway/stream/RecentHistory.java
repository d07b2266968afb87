package io.genstream.gateway.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The last frames of a topic, whatever their keys. */
final class RecentHistory implements History {
    private final int limit;
    private final Deque<Frame> frames = new ArrayDeque<>();

    RecentHistory(int limit) {
        this.limit = limit;
    }

    @Override
    public void add(Frame frame) {
        if (frames.size() == limit) {
            frames.removeFirst();
        }
        frames.addLast(frame);
    }

    @Override
    public void forEach(Consumer<Frame> visitor) {
        frames.forEach(visitor);
    }
}
