package io.genstream.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.Answer;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.models.ModelNames;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The roll-out of a model as it stands, and how it came about. */
@Command(
        name = "show",
        description = "Shows what is rolled out, or with --decisions how it came about.",
        footer = {"  ./genstream rollout show digits-cgan", "  ./genstream rollout show digits-cgan --decisions"})
final class ShowRolloutCommand extends ClientCommand {
    @Parameters(paramLabel = "MODEL", description = "whose roll-out")
    private String model;

    @Option(names = "--decisions", description = "the last decisions, oldest first")
    private boolean decisions;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        String path = ModelNames.path(model) + "/rollout";
        return decisions
                ? show(gateway.get(path + "/decisions"), this::decisions)
                : show(gateway.get(path), answer -> table(answer.json()).print(out()));
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return ModelNames.hint(gateway, problem, model, null);
    }

    static Table table(JsonNode rollout) {
        String canary = Text.of(rollout, "canary");
        return new Table("FIELD", "VALUE")
                .row("model", Text.of(rollout, "model"))
                .row("stable", Text.of(rollout, "stable"))
                .row("previous", Text.of(rollout, "previousStable"))
                .row("canary", canary.isEmpty() ? "" : canary + " gets " + Text.of(rollout, "canaryPercent") + " %")
                .row("shadow", Text.of(rollout, "shadow"))
                .row("policy", Text.of(rollout, "policy"))
                .row("revision", Text.of(rollout, "revision"))
                .row("changed", Text.instant(rollout, "at") + " by " + Text.of(rollout, "by"))
                .row("reason", Text.of(rollout, "reason"));
    }

    private void decisions(Answer answer) {
        Table table = new Table("AT", "ACTION", "VERSION", "ACCEPTED", "BY", "REASON");
        answer.json()
                .path("decisions")
                .forEach(d -> table.row(
                        Text.instant(d, "at"),
                        Text.of(d, "action"),
                        Text.of(d, "version"),
                        d.path("accepted").asBoolean() ? "yes" : "no",
                        Text.of(d, "by"),
                        Text.of(d, "reason")));
        print(table, "Nothing was decided yet.");
    }
}
