package io.genstream.trainer.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OfflineArgumentsTest {
    @Test
    void readsOptionsAndSettings() {
        OfflineArguments arguments = OfflineArguments.parse(
                "--recipe r --digits d --out o --images 5 --set size=smoke --set seed=3".split(" "));

        assertThat(arguments.recipe()).isEqualTo("r");
        assertThat(arguments.out()).isEqualTo(Path.of("o"));
        assertThat(arguments.settings())
                .containsEntry("images", "5")
                .containsEntry("size", "smoke")
                .containsEntry("seed", "3");
    }

    @Test
    void namesWhatIsMissingOrUnknown() {
        assertThatThrownBy(() -> OfflineArguments.parse(new String[] {"--recipe", "r"}))
                .hasMessageContaining("--digits is missing");
        assertThatThrownBy(() -> OfflineArguments.parse(new String[] {"--colour", "r"}))
                .hasMessageContaining("--colour");
        assertThatThrownBy(() -> OfflineArguments.parse(new String[] {"--recipe"}))
                .hasMessageContaining("--recipe lacks its value");
    }
}
