package io.genstream.eval.gate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordKeyTest {
    @Test
    void readsKeysFromTheEnd() {
        assertThat(RecordKey.ofVersion("faces/small/v1")).isEqualTo(new RecordKey("faces/small", "v1", null));
        assertThat(RecordKey.ofMetric("faces/small/v1/fd-digits-2000-none"))
                .isEqualTo(new RecordKey("faces/small", "v1", "fd-digits-2000-none"));
    }

    @Test
    void rejectsKeysWithoutAVersion() {
        assertThatThrownBy(() -> RecordKey.ofVersion("faces")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordKey.ofVersion("/v1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordKey.ofMetric("faces/v1")).isInstanceOf(IllegalArgumentException.class);
    }
}
