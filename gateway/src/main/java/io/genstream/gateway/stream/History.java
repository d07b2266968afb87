package io.genstream.gateway.stream;

import java.util.function.Consumer;

/** What a new client is told of a topic's past. Bounded. Guarded by the hub's lock. */
interface History {
    void add(Frame frame);

    void forEach(Consumer<Frame> visitor);
}
