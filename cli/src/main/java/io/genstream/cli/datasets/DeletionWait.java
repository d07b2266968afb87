package io.genstream.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits until the log has nothing left of deleted pictures, and the broker's files are gone as well. Used by one thread. */
final class DeletionWait {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** The log is read whole for an answer: it is to rest for as long as that took, and more. */
    private static final int REST = 9;

    private final Supplier<JsonNode> look;
    private final PrintWriter progress;
    private final Clock clock;

    /** Time, for which tests need not wait. */
    interface Clock {
        long nanos();

        void sleep(Duration time) throws InterruptedException;
    }

    /** @param look what the gateway says is left */
    DeletionWait(Supplier<JsonNode> look, PrintWriter progress, Clock clock) {
        this.look = look;
        this.progress = progress;
        this.clock = clock;
    }

    /** Returns what was left at the last look. */
    JsonNode run(Duration limit) throws InterruptedException {
        long begun = clock.nanos();
        long toldMinute = -1;
        while (true) {
            long asked = clock.nanos();
            JsonNode left = look.get();
            Duration took = Duration.ofNanos(clock.nanos() - asked);
            Duration waited = Duration.ofNanos(clock.nanos() - begun);
            long pictures = left.path("pictures").asLong();
            if (pictures == 0) {
                awaitFiles(left, waited);
                return left;
            }
            if (waited.compareTo(limit) >= 0) {
                throw new CommandException(ExitCode.STILL_THERE, stillThere(pictures, waited, left));
            }
            if (waited.toMinutes() > toldMinute) {
                toldMinute = waited.toMinutes();
                tell("after " + waited.toMinutes() + " min: " + pictures
                        + " deleted pictures are still in the log, which has "
                        + minutes(left.path("bytesGoneWithinMs").asLong()) + " min to forget them");
            }
            Duration pause = took.multipliedBy(REST);
            pause = pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            Duration rest = limit.minus(waited);
            clock.sleep(pause.compareTo(rest) > 0 ? rest : pause);
        }
    }

    /** The broker keeps the files of what it has compacted for a while; nobody can read them but by looking at its disk. */
    private void awaitFiles(JsonNode left, Duration waited) throws InterruptedException {
        Duration files = Duration.ofMillis(left.path("filesGoneWithinMs").asLong());
        if (waited.compareTo(SHORTEST_PAUSE) >= 0 && !files.isZero()) {
            tell("The log has none of them any more; the broker removes the files within " + files.toSeconds() + " s");
            clock.sleep(files);
        }
    }

    private void tell(String line) {
        progress.println(line);
        progress.flush();
    }

    private static String stillThere(long pictures, Duration waited, JsonNode left) {
        long promised = left.path("bytesGoneWithinMs").asLong();
        String sooner = waited.toMillis() < promised
                ? "by its settings the log may take " + minutes(promised)
                        + " min: ask again with a longer --wait-minutes"
                : "that is longer than its settings promise (" + minutes(promised)
                        + " min): is the broker's log cleaner well? See its log, and docs/deletion.md";
        return pictures + " deleted pictures are still in the log after " + waited.toMinutes() + " min; " + sooner;
    }

    private static long minutes(long millis) {
        return (millis + 59_999) / 60_000;
    }
}
