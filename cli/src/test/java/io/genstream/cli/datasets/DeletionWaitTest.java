package io.genstream.cli.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeletionWaitTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final StringWriter progress = new StringWriter();
    private final Time time = new Time();

    private static final class Time implements DeletionWait.Clock {
        private Duration passed = Duration.ZERO;

        @Override
        public long nanos() {
            return passed.toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            assertThat(duration.isNegative()).isFalse();
            passed = passed.plus(duration);
        }
    }

    @Test
    void waitsUntilTheLogHasNoneLeftAndThenForTheFiles() throws Exception {
        JsonNode left = waitFor(Duration.ofMinutes(62), Duration.ofMillis(20), Duration.ofMinutes(90));

        assertThat(left.path("pictures").asLong()).isZero();
        assertThat(time.passed)
                .isBetween(Duration.ofMinutes(63), Duration.ofMinutes(63).plusSeconds(10));
        assertThat(progress.toString().lines())
                .hasSize(63)
                .contains("after 7 min: 3 deleted pictures are still in the log, which has 67 min to forget them")
                .last()
                .asString()
                .contains("removes the files within 60 s");
    }

    @Test
    void whatIsGoneAlreadyIsSaidAtOnce() throws Exception {
        waitFor(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(90));

        assertThat(time.passed).isZero();
        assertThat(progress.toString()).isEmpty();
    }

    @Test
    void aLargeLogIsNotReadAllTheTime() throws Exception {
        waitFor(Duration.ofMinutes(60), Duration.ofSeconds(6), Duration.ofMinutes(90));

        assertThat(progress.toString().lines().count()).isBetween(50L, 62L);
        assertThat(looks).isBetween(55, 67);
    }

    @Test
    void givesUpWithWhatToDo() {
        assertThatThrownBy(() -> waitFor(Duration.ofMinutes(300), Duration.ZERO, Duration.ofMinutes(90)))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("3 deleted pictures are still in the log after 90 min")
                .hasMessageContaining("log cleaner")
                .satisfies(e -> assertThat(((CommandException) e).exitCode()).isEqualTo(ExitCode.STILL_THERE));
        time.passed = Duration.ZERO;
        assertThatThrownBy(() -> waitFor(Duration.ofMinutes(300), Duration.ZERO, Duration.ofMinutes(10)))
                .hasMessageContaining("longer --wait-minutes");
    }

    private int looks;

    private JsonNode waitFor(Duration gone, Duration scan, Duration limit) throws InterruptedException {
        return new DeletionWait(
                        () -> {
                            looks++;
                            time.sleep(scan);
                            return mapper.createObjectNode()
                                    .put("pictures", time.passed.compareTo(gone) < 0 ? 3 : 0)
                                    .put("bytesGoneWithinMs", 4_000_000)
                                    .put("filesGoneWithinMs", 60_000);
                        },
                        new PrintWriter(progress),
                        time)
                .run(limit);
    }
}
