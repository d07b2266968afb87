package io.genstream.cli.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.GatewayClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Who may move the roll-out. */
@Command(
        name = "policy",
        description = "Says who moves the roll-out: the gate by quality (AUTO), or operators alone (MANUAL).",
        footer = {
            "  ./genstream rollout policy digits-cgan MANUAL",
            "  ./genstream rollout policy digits-cgan AUTO",
        })
final class PolicyCommand extends ChangeCommand {
    @Parameters(index = "1", paramLabel = "POLICY", description = "${COMPLETION-CANDIDATES}")
    private Policy policy;

    @Override
    protected void describe(ObjectNode change, GatewayClient gateway) {
        change.put("action", "SET_POLICY").put("policy", policy.name());
    }

    /** As the API names them. */
    enum Policy {
        AUTO,
        MANUAL
    }
}
