package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutletTest {
    @Test
    void refusesWhoIsNoNamedWriter() {
        assertThatThrownBy(() -> new Outlet<>(Topics.RUNS, Writer.GATEWAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Topic runs is written by [TRAINER], not by GATEWAY");
    }
}
