package io.genstream.cli.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.models.ModelNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a version stable. */
@Command(
        name = "promote",
        description = "Makes a version stable: it answers all requests.",
        footer = {"  ./genstream rollout promote digits-cgan previous --by kim --reason \"less noise\""})
final class PromoteCommand extends ChangeCommand {
    @Parameters(index = "1", paramLabel = "VERSION", description = ModelNames.WORDS)
    private String version;

    @Override
    protected void describe(ObjectNode change, GatewayClient gateway) {
        change.put("action", "PROMOTE").put("version", ModelNames.version(gateway, model(), version));
    }

    @Override
    protected String version() {
        return version;
    }
}
