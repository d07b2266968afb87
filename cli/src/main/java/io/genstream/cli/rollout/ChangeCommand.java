package io.genstream.cli.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.Answer;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.models.ModelNames;
import io.genstream.cli.terminal.Text;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One change of a roll-out, sent as an action and answered with the gate's decision. */
abstract class ChangeCommand extends ClientCommand {
    private static final int ACCEPTED = 202;

    @Parameters(index = "0", paramLabel = "MODEL", description = "whose roll-out")
    private String model;

    @Option(names = "--expected-revision", paramLabel = "N", description = "refuse if the roll-out has changed since")
    private Long expectedRevision;

    @Option(names = "--by", paramLabel = "NAME", description = "who decides; kept with the decision")
    private String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept with the decision")
    private String reason;

    /** Puts the action and its fields. */
    protected abstract void describe(ObjectNode change, GatewayClient gateway);

    /** As the user gave it; null if this change names none. */
    protected String version() {
        return null;
    }

    protected final String model() {
        return model;
    }

    @Override
    protected final ExitCode run(GatewayClient gateway) {
        ObjectNode change = gateway.object();
        describe(change, gateway);
        if (expectedRevision != null) {
            change.put("expectedRevision", expectedRevision);
        }
        if (by != null) {
            change.put("by", by);
        }
        if (reason != null) {
            change.put("reason", reason);
        }
        return show(gateway.send("PUT", ModelNames.path(model) + "/rollout", change), this::tell);
    }

    @Override
    protected final String hint(GatewayClient gateway, GatewayProblem problem) {
        return ModelNames.hint(gateway, problem, model, version());
    }

    private void tell(Answer answer) {
        if (answer.status() == ACCEPTED) {
            out().println("The command is stored, but the gate has not answered yet; ./genstream rollout show " + model
                    + " --decisions will tell.");
            return;
        }
        String version = Text.of(answer.json(), "version");
        out().println("Accepted " + Text.of(answer.json(), "action") + " of " + model
                + (version.isEmpty() ? "" : " " + version) + "; the roll-out is at revision "
                + Text.of(answer.json(), "revision") + ".");
    }
}
