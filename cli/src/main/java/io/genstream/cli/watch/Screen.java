package io.genstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Puts frames before the user, in one of four ways. Used by one thread. */
final class Screen {
    private static final String HOME = "\u001b[H";
    private static final String CLEAR = "\u001b[2J";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final long REDRAW_NS = Duration.ofMillis(250).toNanos();
    private static final long RATES_NS = Duration.ofSeconds(1).toNanos();

    private final PrintWriter out;
    private final Terminal terminal;
    private final DoubleSupplier servingRate;
    private final Mode mode;
    private final EventLines news = new EventLines(System::nanoTime);
    private WatchState state = new WatchState();
    private boolean past = true;
    private boolean changed = true;
    private boolean cleared;
    private long drawn = System.nanoTime() - RATES_NS;
    private String trouble = "";

    Screen(PrintWriter out, Terminal terminal, DoubleSupplier servingRate, Mode mode) {
        this.out = out;
        this.terminal = terminal;
        this.servingRate = servingRate;
        this.mode = mode;
    }

    /** LIVE redraws the terminal, LINES prints what is new, FRAMES prints everything, ONCE the state after the history. */
    enum Mode {
        LIVE,
        LINES,
        FRAMES,
        ONCE
    }

    /** A stream begins with the history, which tells everything anew. */
    void connected() {
        state = new WatchState();
        past = true;
        trouble = "";
    }

    void show(JsonNode frame, String text) {
        if (mode == Mode.FRAMES) {
            out.println(text);
            out.flush();
            return;
        }
        if (frame.has("history")) {
            past = false;
            if (mode == Mode.LINES || mode == Mode.ONCE) {
                View.lines(state, servingRate.getAsDouble()).forEach(out::println);
                out.flush();
            }
        } else {
            state.apply(frame);
            if (mode == Mode.LINES && !past) {
                news.of(frame).ifPresent(out::println);
                out.flush();
            }
        }
        changed = true;
    }

    void lost(String why) {
        trouble = "connection lost (" + why + "), trying again";
        changed = true;
        if (mode == Mode.LINES) {
            out.println(trouble);
            out.flush();
        }
        tick();
    }

    /** Draws what has changed; four times a second at most, and once a second for the rates. */
    void tick() {
        long quiet = System.nanoTime() - drawn;
        boolean known = !past || !trouble.isEmpty();
        if (mode == Mode.LIVE && known && quiet >= (changed ? REDRAW_NS : RATES_NS)) {
            draw();
            changed = false;
            drawn = System.nanoTime();
        }
    }

    private void draw() {
        List<String> lines = new ArrayList<>(View.lines(state, servingRate.getAsDouble()));
        if (!trouble.isEmpty()) {
            lines.add("");
            lines.add(trouble);
        }
        out.print(cleared ? HOME : CLEAR + HOME);
        cleared = true;
        lines.stream().limit(terminal.lines() - 1L).forEach(line -> out.print(cut(line) + ERASE_LINE + "\n"));
        out.print(ERASE_BELOW);
        out.flush();
    }

    private String cut(String line) {
        return line.length() <= terminal.columns() ? line : line.substring(0, terminal.columns() - 1) + "…";
    }
}
