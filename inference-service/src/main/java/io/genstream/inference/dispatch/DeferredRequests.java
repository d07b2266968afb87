package io.genstream.inference.dispatch;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Requests whose version is not known yet: it may have been published a moment before, and topics are read side by side.
 * Bounded; beyond, a request is refused at once. Thread-safe.
 */
public final class DeferredRequests {
    static final int LIMIT = 1_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ScheduledExecutorService timer;
    private final Duration timeout;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param known whether its version is known now
     * @param dispatched offers it; false where there is no room and it must be offered again
     * @param timedOut ends it when its version did not come
     * @param failed gives it up after a bug
     */
    record Deferred(
            BooleanSupplier known, BooleanSupplier dispatched, Runnable timedOut, Consumer<RuntimeException> failed) {}

    public DeferredRequests(ScheduledExecutorService timer, Duration timeout) {
        this.timer = timer;
        this.timeout = timeout;
    }

    /** False where it is full. */
    boolean add(Deferred request) {
        if (waiting.incrementAndGet() > LIMIT) {
            waiting.decrementAndGet();
            return false;
        }
        lookLater(request, System.nanoTime() + timeout.toNanos());
        return true;
    }

    private void lookLater(Deferred request, long deadlineNanos) {
        var unused =
                timer.schedule(() -> lookSafely(request, deadlineNanos), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookSafely(Deferred request, long deadlineNanos) {
        try {
            look(request, deadlineNanos);
        } catch (RuntimeException e) {
            waiting.decrementAndGet();
            request.failed().accept(e);
        }
    }

    private void look(Deferred request, long deadlineNanos) {
        if (request.known().getAsBoolean()) {
            if (request.dispatched().getAsBoolean()) {
                waiting.decrementAndGet();
            } else {
                lookLater(request, deadlineNanos);
            }
        } else if (System.nanoTime() - deadlineNanos > 0) {
            waiting.decrementAndGet();
            request.timedOut().run();
        } else {
            lookLater(request, deadlineNanos);
        }
    }
}
