package io.genstream.inference.dispatch;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where a request waits whose version is not known yet: it may have been published a moment before, and topics are read side
 * by side. Bounded; when it is full, a request is refused at once. Thread-safe.
 */
public final class WaitingRoom {
    static final int LIMIT = 1_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param called whether its version is known now
     * @param served offers it; false where there is no room and it must be offered again
     * @param sentAway ends it when its version did not come
     * @param broken gives it up after a bug
     */
    record Guest(
            BooleanSupplier called, BooleanSupplier served, Runnable sentAway, Consumer<RuntimeException> broken) {}

    public WaitingRoom(ScheduledExecutorService timer, Duration patience) {
        this.timer = timer;
        this.patience = patience;
    }

    /** False where it is full. */
    boolean enter(Guest guest) {
        if (waiting.incrementAndGet() > LIMIT) {
            waiting.decrementAndGet();
            return false;
        }
        lookLater(guest, System.nanoTime() + patience.toNanos());
        return true;
    }

    private void lookLater(Guest guest, long deadlineNanos) {
        var unused =
                timer.schedule(() -> lookSafely(guest, deadlineNanos), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookSafely(Guest guest, long deadlineNanos) {
        try {
            look(guest, deadlineNanos);
        } catch (RuntimeException e) {
            waiting.decrementAndGet();
            guest.broken().accept(e);
        }
    }

    private void look(Guest guest, long deadlineNanos) {
        if (guest.called().getAsBoolean()) {
            if (guest.served().getAsBoolean()) {
                waiting.decrementAndGet();
            } else {
                lookLater(guest, deadlineNanos);
            }
        } else if (System.nanoTime() - deadlineNanos > 0) {
            waiting.decrementAndGet();
            guest.sentAway().run();
        } else {
            lookLater(guest, deadlineNanos);
        }
    }
}
