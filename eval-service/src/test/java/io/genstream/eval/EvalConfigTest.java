package io.genstream.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalConfigTest {
    @Test
    void onlyTheBrokersAreRequired() {
        EvalConfig config = EvalConfig.of(Map.of("bootstrap.servers", "a:1,b:2"));

        assertThat(config.kafka().bootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(config.protocol().images()).isEqualTo(2_000);
        assertThatThrownBy(() -> EvalConfig.of(Map.of())).hasMessageContaining("bootstrap.servers");
    }

    @Test
    void theGateComparesWhatTheEvaluationPublishes() {
        EvalConfig config = EvalConfig.of(with("evaluation.images", "500"));

        assertThat(config.gate().evaluationImages()).isEqualTo(500);
        assertThat(config.protocol().images()).isEqualTo(500);
    }

    @Test
    void namesTheBadKey() {
        assertThatThrownBy(() -> EvalConfig.of(with("evaluation.images", "7")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("evaluation.images");
        assertThatThrownBy(() -> EvalConfig.of(with("interval.groups", "many")))
                .hasMessageContaining("interval.groups");
        assertThatThrownBy(() -> EvalConfig.of(with("evaluation.image", "2000")))
                .hasMessageContaining("Unknown setting evaluation.image ");
        assertThatThrownBy(() -> EvalConfig.of(with("gate.default.policy", "SOMETIMES")))
                .hasMessageContaining("gate.default.policy");
        assertThatThrownBy(() -> EvalConfig.of(with("min.insync.replicas", "2")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("min.insync.replicas 2");
        assertThatThrownBy(() -> EvalConfig.of(with("gate.collapse.factor", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("collapse factor");
    }

    @Test
    void handsClientSettingsOn() {
        EvalConfig config = EvalConfig.of(with("kafka.security.protocol", "SSL"));

        assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
    }

    @Test
    void aFileWhoseNameHoldsACommaIsNoList(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("faces, small.properties"));

        assertThat(EvalConfig.of(with("extractors", file.toString())).extractors())
                .containsExactly(file);
        assertThat(EvalConfig.of(with("extractors", "a.properties, b.properties"))
                        .extractors())
                .containsExactly(Path.of("a.properties"), Path.of("b.properties"));
        assertThat(EvalConfig.of(with("state.dir", "x")).extractors()).isEmpty();
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092"));
        settings.put(key, value);
        return settings;
    }
}
