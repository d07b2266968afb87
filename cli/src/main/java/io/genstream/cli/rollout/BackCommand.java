package io.genstream.cli.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.GatewayClient;
import picocli.CommandLine.Command;

/** Back to the previous stable version. */
@Command(
        name = "back",
        description = "Rolls back to the previous stable version.",
        footer = {"  ./genstream rollout back digits-cgan --by kim"})
final class BackCommand extends ChangeCommand {
    @Override
    protected void describe(ObjectNode change, GatewayClient gateway) {
        change.put("action", "ROLL_BACK");
    }
}
