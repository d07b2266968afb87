package io.genstream.cli.client;

import io.genstream.cli.terminal.Question;
import io.genstream.cli.terminal.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that asks a gateway has in common. Run once, by the main thread. */
@Command(sortOptions = false, showDefaultValues = false, footerHeading = "%nExamples:%n")
public abstract class ClientCommand implements Callable<Integer> {
    @Option(
            names = "--url",
            defaultValue = "${env:GENSTREAM_URL:-http://localhost:8080}",
            paramLabel = "URL",
            description = "gateway (default: GENSTREAM_URL, or http://localhost:8080)")
    private URI url;

    @Option(names = "--json", description = "print the API's answer as it is")
    private boolean json;

    /** Not by the standard mixin, which a command whose --version is a model's takes no part of. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help message and exit")
    private boolean unusedHelp;

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        GatewayClient gateway = new GatewayClient(url);
        try {
            return run(gateway).code();
        } catch (GatewayProblem problem) {
            throw problem.with(hint(gateway, problem));
        } finally {
            out().flush();
        }
    }

    /** What to add to the gateway's words, which do not know what was probably meant. */
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return "";
    }

    /** Does the work. Errors are thrown; {@link ExitCode#DONE} says that all went well. */
    protected abstract ExitCode run(GatewayClient gateway) throws Exception;

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    protected final boolean json() {
        return json;
    }

    protected final URI url() {
        return url;
    }

    protected final CommandSpec spec() {
        return spec;
    }

    /**
     * Asks on the terminal; an end of input is a no.
     *
     * @throws CommandException with a no
     */
    protected final void confirm(String question) throws IOException {
        if (!Question.agreed(err(), question)) {
            throw new CommandException(ExitCode.REFUSED, "nothing was deleted; --yes deletes without asking");
        }
    }

    /** The answer as it is, or what {@code human} makes of it. */
    protected final ExitCode show(Answer answer, Consumer<Answer> human) {
        if (json) {
            out().println(answer.text().stripTrailing());
        } else {
            human.accept(answer);
        }
        return ExitCode.DONE;
    }

    /** The rows, or a line instead of an empty table. */
    protected final void print(Table table, String ifEmpty) {
        if (table.isEmpty()) {
            out().println(ifEmpty);
        } else {
            table.print(out());
        }
    }
}
