package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What a failed command recommends must work. */
class HelpTest {
    static List<String> commands() {
        return below("", GenstreamMain.commandLine()).toList();
    }

    private static Stream<String> below(String path, CommandLine command) {
        return command.getSubcommands().entrySet().stream().flatMap(sub -> {
            String name = (path + ' ' + sub.getKey()).strip();
            return Stream.concat(Stream.of(name), below(name, sub.getValue()));
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTellsWhatThereIs(String command) {
        StringWriter out = new StringWriter();
        CommandLine line = GenstreamMain.commandLine().setOut(new PrintWriter(out));

        int code = line.execute((command + " --help").split(" "));

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("Usage: genstream " + command);
    }
}
