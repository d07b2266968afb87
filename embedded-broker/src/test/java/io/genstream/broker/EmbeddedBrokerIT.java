package io.genstream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final String TOPIC = "survivors";

    @TempDir
    Path directory;

    @Test
    void keepsRecordsAcrossARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory))) {
            Records.createTopic(broker.bootstrapServers(), TOPIC);
            Records.write(broker.bootstrapServers(), TOPIC, 0, 100);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory))) {
            Records.write(broker.bootstrapServers(), TOPIC, 100, 110);
            assertThat(Records.read(broker.bootstrapServers(), TOPIC))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 110).mapToObj(i -> "value-" + i).toList());
            assertThat(broker.fault()).isEmpty();
        }
    }
}
