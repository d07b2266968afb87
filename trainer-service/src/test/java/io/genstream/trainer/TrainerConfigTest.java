package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerConfigTest {
    @Test
    void hasDefaultsForAllButTheCluster() {
        TrainerConfig config = TrainerConfig.of(Map.of("bootstrap.servers", "somewhere:9092"));
        assertThat(config.autoRecipes()).isEmpty();
        assertThat(config.checkpointsKept()).isEqualTo(5);
        assertThat(config.timings().firstCheckpoint()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.timings().checkpointInterval()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.instanceId()).startsWith("trainer-");
        assertThat(config.exitOnStdinEof()).isFalse();
    }

    @Test
    void readsListsAndPassesClientSettingsOn() {
        TrainerConfig config = TrainerConfig.of(Map.of(
                "bootstrap.servers", "somewhere:9092",
                "auto.recipes", "digits-cgan,digits-cvae",
                "instance.id", "one",
                "kafka.security.protocol", "SSL"));
        assertThat(config.autoRecipes()).containsExactly("digits-cgan", "digits-cvae");
        assertThat(config.staticMember()).isTrue();
        assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoint.interval.seconds, 0",
        "checkpoints.kept, many",
        "dataset.threads, 65",
        "min.insync.replicas, 2",
        "bootstrap.servers, ''",
        "chekpoints.kept, 3"
    })
    void namesTheBadKey(String key, String value) {
        Map<String, String> properties = new HashMap<>(Map.of("bootstrap.servers", "somewhere:9092"));
        properties.put(key, value);
        assertThatThrownBy(() -> TrainerConfig.of(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void keepsItsPlaceInTheGroupOnlyUnderANameThatOutlivesIt() {
        Map<String, String> unnamed = Map.of("bootstrap.servers", "somewhere:9092", "management.port", "-1");
        assertThat(TrainerConfig.of(unnamed).staticMember()).isFalse();
        assertThat(TrainerConfig.of(Map.of("bootstrap.servers", "somewhere:9092"))
                        .staticMember())
                .isTrue();
    }

    @Test
    void namesTheMissingKey() {
        assertThatThrownBy(() -> TrainerConfig.of(Map.of())).hasMessageContaining("bootstrap.servers");
    }
}
