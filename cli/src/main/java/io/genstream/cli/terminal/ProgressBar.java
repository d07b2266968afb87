package io.genstream.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One line on standard error that says how far long work is, how fast it goes and when it will be done. Says nothing where
 * standard error is no terminal. Used by one thread.
 */
public final class ProgressBar implements AutoCloseable {
    private static final long REDRAW_NS = Duration.ofMillis(100).toNanos();
    private static final int MAX_WIDTH = 30;
    private static final int TEXT_WIDTH = 60;
    private static final double NS_PER_SECOND = 1e9;
    private static final String LINE_START = "\r";
    private static final String ERASE_TO_END = "\u001b[K";

    private final boolean visible;
    private final int width;
    private final PrintWriter err;
    private final String label;
    private final long total;
    private final LongSupplier nanos;
    private final long begin;
    private long drawn;
    private long done;
    private boolean started;

    /**
     * @param total what {@code done} will reach; 0 if nobody knows
     * @param nanos a clock such as System::nanoTime
     */
    public ProgressBar(Terminal terminal, PrintWriter err, String label, long total, LongSupplier nanos) {
        this.visible = terminal.err();
        this.width = Math.max(0, Math.min(MAX_WIDTH, terminal.columns() - TEXT_WIDTH));
        this.err = err;
        this.label = label;
        this.total = total;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.drawn = begin - REDRAW_NS;
    }

    public void show(long nowDone) {
        done = nowDone;
        long now = nanos.getAsLong();
        if (visible && now - drawn >= REDRAW_NS) {
            drawn = now;
            started = true;
            err.print(LINE_START + line(now) + ERASE_TO_END);
            err.flush();
        }
    }

    /** Removes the line: what remains is the command's own last word. */
    @Override
    public void close() {
        if (started) {
            err.print(LINE_START + ERASE_TO_END);
            err.flush();
        }
    }

    String line(long now) {
        double seconds = (now - begin) / NS_PER_SECOND;
        double rate = seconds > 0 ? done / seconds : 0;
        StringBuilder line = new StringBuilder(label).append(' ');
        if (total > 0) {
            int filled = (int) Math.min(width, width * done / total);
            line.append("█".repeat(filled))
                    .append("░".repeat(width - filled))
                    .append(' ')
                    .append(Text.count(done))
                    .append('/')
                    .append(Text.count(total));
        } else {
            line.append(Text.count(done));
        }
        if (rate > 0) {
            line.append("  ").append(Text.figure(rate)).append("/s");
            if (total > done) {
                line.append("  ").append(Text.duration((total - done) / rate)).append(" left");
            }
        }
        return line.toString();
    }
}
