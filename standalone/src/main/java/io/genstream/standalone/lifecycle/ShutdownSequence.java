package io.genstream.standalone.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was started, stage by stage; within a stage all at once. A part that hangs or throws holds up nobody
 * beyond its stage's deadline. Parts may be added from any thread, even while closing: a start that loses the race
 * against Ctrl-C is closed on the spot. {@link #close} runs once; later calls wait for nothing.
 */
public final class ShutdownSequence implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ShutdownSequence.class);

    private final Map<Stage, List<Part>> parts = new EnumMap<>(Stage.class);
    private boolean closing;

    /** One thing to close and the name under which it is complained about. */
    private record Part(String name, AutoCloseable closeable) {}

    /** Takes charge of a started part and returns it. */
    public <T extends AutoCloseable> T add(Stage stage, String name, T closeable) {
        synchronized (this) {
            if (!closing) {
                parts.computeIfAbsent(stage, s -> new ArrayList<>()).add(new Part(name, closeable));
                return closeable;
            }
        }
        closePart(new Part(name, closeable));
        throw new IllegalStateException(name + " started during shutdown and was closed again");
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        long begin = System.nanoTime();
        for (Stage stage : Stage.values()) {
            Duration left = stage.deadline().minusNanos(System.nanoTime() - begin);
            closeStage(parts.getOrDefault(stage, List.of()), left);
        }
    }

    private static void closeStage(List<Part> stageParts, Duration left) {
        CountDownLatch closed = new CountDownLatch(stageParts.size());
        for (Part part : stageParts) {
            Thread closer = new Thread(
                    () -> {
                        closePart(part);
                        closed.countDown();
                    },
                    "close-" + part.name());
            closer.setDaemon(true);
            closer.start();
        }
        try {
            if (!closed.await(left.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.warn(
                        "{} of {} did not close within {} ms, going on without",
                        closed.getCount(),
                        stageParts.stream().map(Part::name).toList(),
                        left.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closePart(Part part) {
        long start = System.nanoTime();
        try {
            part.closeable().close();
            LOGGER.debug("{} closed in {} ms", part.name(), (System.nanoTime() - start) / 1_000_000);
        } catch (Exception e) {
            LOGGER.warn("{} did not close cleanly", part.name(), e);
        }
    }
}
