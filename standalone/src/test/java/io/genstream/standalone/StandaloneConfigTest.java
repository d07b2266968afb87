package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.broker.Stray;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StandaloneConfigTest {

    @Test
    void refusesPortsThatCollideOrDoNotExist() {
        assertUsage(8080, 8080, 9092, "must differ");
        assertUsage(8080, 8081, 8080, "must differ");
        assertUsage(0, 8081, 9092, "--port");
        assertUsage(8080, 65_536, 9092, "--management-port");
        assertUsage(8080, 8081, -1, "--kafka-port");
    }

    /** From 30 on they are of the other commands. */
    @Test
    void helpNamesEveryExitCodeOfUp() {
        CommandLine up = GenstreamMain.commandLine().getSubcommands().get("up");
        assertThat(up.getCommandSpec().usageMessage().exitCodeList())
                .containsExactlyEntriesOf(Arrays.stream(ExitCode.values())
                        .filter(code -> code.code() < 30)
                        .collect(
                                LinkedHashMap::new,
                                (map, code) -> map.put(String.format(Locale.ROOT, "%2d", code.code()), code.meaning()),
                                LinkedHashMap::putAll));
    }

    private static void assertUsage(int http, int management, int kafka, String fragment) {
        assertThatThrownBy(() -> new StandaloneConfig(
                        Path.of("data"), http, management, kafka, true, 0, Stray.ASK, true, Map.of()))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(fragment);
    }

    @Test
    void refusesASettingOfNoService() {
        assertThatThrownBy(() -> new StandaloneConfig(
                        Path.of("data"), 1, 2, 3, true, 0, Stray.ASK, true, Map.of("evaluation.images", "500")))
                .hasMessageContaining("--set evaluation.images")
                .hasMessageContaining("eval.");
    }
}
