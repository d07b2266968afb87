package io.genstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final Terminal TERMINAL = new Terminal(true, true, true, 100, 24, false);

    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void showsShareRateAndTimeLeft() {
        try (ProgressBar bar = bar(TERMINAL, 400)) {
            nanos.set(2_000_000_000L);
            bar.show(100);
        }
        assertThat(err.toString()).contains("import ███████░", "100/400", "50.00/s", "0:06 left");
    }

    @Test
    void saysNothingWhereNobodyWatches() {
        try (ProgressBar bar = bar(Terminal.NONE, 400)) {
            nanos.set(2_000_000_000L);
            bar.show(100);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void redrawsNoMoreThanTenTimesASecond() {
        try (ProgressBar bar = bar(TERMINAL, 0)) {
            for (int done = 0; done < 1_000; done++) {
                nanos.addAndGet(1_000_000);
                bar.show(done);
            }
        }
        assertThat(err.toString().chars().filter(c -> c == '\r').count()).isBetween(9L, 12L);
    }

    private ProgressBar bar(Terminal terminal, long total) {
        return new ProgressBar(terminal, new PrintWriter(err), "import", total, nanos::get);
    }
}
