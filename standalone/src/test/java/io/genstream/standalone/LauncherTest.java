package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.cli.ClientMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the script {@code genstream} says of commands, held to the commands. */
class LauncherTest {
    private static final Pattern CLIENT =
            Pattern.compile("^ +([a-z]+(?: \\| [a-z]+)+)\\)\\s+module=cli", Pattern.MULTILINE);

    @Test
    void startsEveryClientCommandFromTheClientsClassPath() throws IOException {
        String named = CLIENT.matcher(Files.readString(Path.of("../genstream")))
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElseThrow();
        Set<String> known =
                new TreeSet<>(ClientMain.commandLine().getSubcommands().keySet());
        known.remove("completion"); // of all commands, so standalone's as well

        assertThat(new TreeSet<>(Arrays.asList(named.split(" \\| ")))).isEqualTo(known);
    }
}
