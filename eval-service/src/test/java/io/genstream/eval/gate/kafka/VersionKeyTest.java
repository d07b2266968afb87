package io.genstream.eval.gate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VersionKeyTest {
    @Test
    void readsKeysFromTheEnd() {
        assertThat(VersionKey.ofVersion("faces/small/v1")).isEqualTo(new VersionKey("faces/small", "v1", null));
        assertThat(VersionKey.ofMetric("faces/small/v1/fd-digits-2000-none"))
                .isEqualTo(new VersionKey("faces/small", "v1", "fd-digits-2000-none"));
    }

    @Test
    void rejectsKeysWithoutAVersion() {
        assertThatThrownBy(() -> VersionKey.ofVersion("faces")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VersionKey.ofVersion("/v1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VersionKey.ofMetric("faces/v1")).isInstanceOf(IllegalArgumentException.class);
    }
}
