package io.genstream.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepGridTest {
    @Test
    void takesEveryCombinationInTheOrderGiven() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("size", "smoke");
        values.put("beta", "1, 2");
        values.put("seed", "3,4");

        SweepGrid grid = SweepGrid.of(values, 4);

        assertThat(grid.swept()).containsExactly("beta", "seed");
        assertThat(grid.points())
                .extracting(grid::name)
                .containsExactly("beta=1 seed=3", "beta=1 seed=4", "beta=2 seed=3", "beta=2 seed=4");
        assertThat(grid.points()).allSatisfy(point -> assertThat(point).containsEntry("size", "smoke"));
    }

    @Test
    void refusesMoreThanIsAllowedBeforeItMakesThem() {
        Map<String, String> values = new LinkedHashMap<>();
        String many = "1" + ",1".repeat(999);
        for (int i = 0; i < 9; i++) {
            values.put("p" + i, many);
        }

        assertThatThrownBy(() -> SweepGrid.of(values, 64)).hasMessageContaining("more than 64 points");
        assertThatThrownBy(() -> SweepGrid.of(Map.of("beta", "1,,2"), 64)).hasMessageContaining("empty value");
    }
}
