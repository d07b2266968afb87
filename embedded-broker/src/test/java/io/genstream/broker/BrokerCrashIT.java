package io.genstream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.BrokerException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker in a process of its own is killed while it writes; what it acknowledged must still be there. */
class BrokerCrashIT {
    private static final String TOPIC = "crash";

    @TempDir
    Path directory;

    @Test
    void startsAfterAHardKillWithEverythingAcknowledged() throws Exception {
        Path data = directory.resolve("data");
        Acknowledgements acknowledgements = new Acknowledgements(directory.resolve("acknowledged"));
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingBroker.class.getName(),
                        data.toString(),
                        TOPIC,
                        acknowledgements.file().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("victim.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(90)).until(() -> acknowledgements.latest() >= 100);
            assertThatThrownBy(
                            () -> EmbeddedBroker.start(BrokerOptions.in(data)).close())
                    .isInstanceOfSatisfying(
                            BrokerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DIRECTORY_LOCKED));
        } finally {
            victim.destroyForcibly().waitFor();
        }
        int acknowledged = acknowledgements.latest();

        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(data))) {
            List<String> values = Records.read(broker.bootstrapServers(), TOPIC);
            assertThat(values)
                    .hasSizeGreaterThanOrEqualTo(acknowledged)
                    .containsExactlyElementsOf(IntStream.range(0, values.size())
                            .mapToObj(i -> "value-" + i)
                            .toList());
            Records.write(broker.bootstrapServers(), TOPIC, values.size(), values.size() + 1);
            assertThat(Records.read(broker.bootstrapServers(), TOPIC)).hasSize(values.size() + 1);
        }
    }
}
