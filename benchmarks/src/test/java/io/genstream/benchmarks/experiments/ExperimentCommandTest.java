package io.genstream.benchmarks.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.cli.ClientMain;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExperimentCommandTest {
    private final StringWriter said = new StringWriter();

    @Test
    void listsWhatCanBePutToTheTest() {
        assertThat(execute()).isEqualTo(ExitCode.DONE.code());

        assertThat(said.toString()).contains(Experiments.names());
    }

    @Test
    void refusesWhatItDoesNotKnowWithOneLine() {
        assertThat(execute("upsamplin")).isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(said.toString()).startsWith("genstream: ").contains("Did you mean upsampling?");
        assertThat(execute("upsampling", "--sede", "3")).isEqualTo(ExitCode.USAGE.code());
        assertThat(said.toString()).contains("./benchmarks/run experiment --help tells what there is.");
    }

    private int execute(String... arguments) {
        said.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(said);
        CommandLine line = new CommandLine(new ExperimentCommand(Terminal.NONE));
        return ClientMain.configured(line).setOut(writer).setErr(writer).execute(arguments);
    }
}
