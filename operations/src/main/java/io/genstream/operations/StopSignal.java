package io.genstream.operations;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * INT, TERM and HUP as a future, so that the main thread closes everything in order with logging, sockets and native
 * libraries still alive and ends with a status of its own: shutdown hooks run side by side, and one of them is ONNX
 * Runtime's, after which no file can be checked. The second signal ends the process at once, for whoever has lost patience.
 */
public final class StopSignal {
    private static final int KILLED_BY_SIGNAL = 128;

    private StopSignal() {}

    /** Completes {@code stop} with the signal's name when one arrives. */
    public static void completeOnSignal(CompletableFuture<String> stop) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            try {
                Signal.handle(new Signal(name), signal -> {
                    stop.complete(signal.getName());
                    if (asked.getAndSet(true)) {
                        Runtime.getRuntime().halt(KILLED_BY_SIGNAL + signal.getNumber());
                    }
                });
            } catch (IllegalArgumentException e) {
                // the platform has no such signal (HUP on Windows), or the JVM keeps it to itself (-Xrs)
            }
        }
    }
}
