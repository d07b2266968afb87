package io.genstream.gateway.stream;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The last frame of each key of a compacted topic, in the order of writing; the eldest key goes at the limit. */
final class KeyedHistory implements History {
    private final int limit;
    private final Map<String, Frame> frames = new LinkedHashMap<>();

    KeyedHistory(int limit) {
        this.limit = limit;
    }

    @Override
    public void add(Frame frame) {
        frames.remove(frame.key());
        if (frame.deleted()) {
            return;
        }
        frames.put(frame.key(), frame);
        if (frames.size() > limit) {
            Iterator<Frame> eldest = frames.values().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    @Override
    public void forEach(Consumer<Frame> visitor) {
        frames.values().forEach(visitor);
    }
}
