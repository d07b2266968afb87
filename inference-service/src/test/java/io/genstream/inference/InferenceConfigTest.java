package io.genstream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceConfigTest {
    @Test
    void hasDefaultsForAllButTheBrokers() {
        InferenceConfig config = InferenceConfig.of(Map.of("bootstrap.servers", "localhost:9092"));

        assertThat(config.batchMax()).isEqualTo(32);
        assertThat(config.workers()).isPositive();
        assertThat(config.instanceId()).startsWith("inference-");
    }

    @Test
    void passesKafkaKeysOnToTheClients() {
        InferenceConfig config =
                InferenceConfig.of(Map.of("bootstrap.servers", "localhost:9092", "kafka.security.protocol", "SSL"));

        assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
    }

    @ParameterizedTest
    @CsvSource({
        "workers,-1",
        "batch.max,many",
        "queue.images.max,1000",
        "models.loaded.max,0",
        "drain.ms,-1",
        "cuda,please",
        "management.port,65536",
        "min.insync.replicas,2",
        "btach.max,32"
    })
    void namesTheBadKey(String key, String value) {
        Map<String, String> properties = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092"));
        properties.put(key, value);

        assertThatThrownBy(() -> InferenceConfig.of(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void needsBrokers() {
        assertThatThrownBy(() -> InferenceConfig.of(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bootstrap.servers");
    }
}
