package io.genstream.trainer.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes clients side by side and waits for them only so long: one whose broker is gone may take half a minute. */
public final class Closing {
    private static final Logger LOGGER = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    /** Returns when all are closed or the time is over; what is left goes on closing in daemon threads. */
    public static void within(Duration patience, List<? extends AutoCloseable> clients) {
        List<Thread> threads = new ArrayList<>();
        for (AutoCloseable client : clients) {
            Thread thread = new Thread(() -> close(client), "closing");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            LOGGER.debug("While closing {}", client, e);
        }
    }
}
