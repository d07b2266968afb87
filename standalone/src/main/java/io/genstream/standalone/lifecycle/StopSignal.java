package io.genstream.standalone.lifecycle;

import java.util.concurrent.CompletableFuture;
import sun.misc.Signal;

/**
 * INT, TERM and HUP as a future, so that the main thread closes everything in order with logging and sockets still
 * alive (shutdown hooks run in no order) and ends with a status of its own. The second signal ends the process at
 * once, for whoever has lost patience.
 */
public final class StopSignal {
    private static final int KILLED_BY_SIGNAL = 128;

    private StopSignal() {}

    /** Completes {@code stop} with the signal's name when one arrives. */
    public static void completeOnSignal(CompletableFuture<String> stop) {
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            try {
                Signal.handle(new Signal(name), signal -> {
                    if (!stop.complete(signal.getName())) {
                        Runtime.getRuntime().halt(KILLED_BY_SIGNAL + signal.getNumber());
                    }
                });
            } catch (IllegalArgumentException e) {
                // the platform has no such signal (HUP on Windows), or the JVM keeps it to itself (-Xrs)
            }
        }
    }
}
