package io.genstream.cli.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.models.ModelNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Gives a version a share of the requests, or ends that. */
@Command(
        name = "canary",
        description = "Gives a version a share of the requests, or ends that.",
        footer = {
            "  ./genstream rollout canary digits-cgan latest --percent 10",
            "  ./genstream rollout canary digits-cgan --end",
        })
final class CanaryCommand extends ChangeCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = ModelNames.WORDS)
    private String version;

    @Option(names = "--percent", paramLabel = "N", description = "share of the requests, 0 to 100")
    private Integer percent;

    @Option(names = "--end", description = "all requests go to the stable version again")
    private boolean end;

    @Override
    protected void describe(ObjectNode change, GatewayClient gateway) {
        change.put("action", "CANARY");
        if (end == (version != null) || end == (percent != null)) {
            throw new ParameterException(spec().commandLine(), "Give VERSION and --percent, or --end");
        }
        if (!end) {
            change.put("version", ModelNames.version(gateway, model(), version)).put("percent", percent);
        }
    }

    @Override
    protected String version() {
        return version;
    }
}
