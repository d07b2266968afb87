package io.genstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {
    @Test
    void listensOnThisMachineOnlyUnlessTold() {
        GatewayConfig config = GatewayConfig.of(Map.of("bootstrap.servers", "b:1", "kafka.security.protocol", "SSL"));

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.corsOrigins()).isEmpty();
        assertThat(config.kafka().properties()).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @ParameterizedTest
    @CsvSource({"port,70000", "pending.requests.max,0", "websocket.queue.frames,many", "prot,1", "replication.factor,0"
    })
    void namesTheBadKey(String key, String value) {
        assertThatThrownBy(() -> GatewayConfig.of(Map.of("bootstrap.servers", "b:1", key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void namesTheMissingKey() {
        assertThatThrownBy(() -> GatewayConfig.of(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bootstrap.servers");
    }
}
