package io.genstream.cli.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.models.ModelNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Keeps a version warm without answering requests, or ends that. */
@Command(
        name = "shadow",
        description = "Keeps a version loaded and warm without answering requests, or ends that.",
        footer = {
            "  ./genstream rollout shadow digits-cgan latest",
            "  ./genstream rollout shadow digits-cgan --end",
        })
final class ShadowCommand extends ChangeCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = ModelNames.WORDS)
    private String version;

    @Option(names = "--end", description = "there is no shadow any more")
    private boolean end;

    @Override
    protected void describe(ObjectNode change, GatewayClient gateway) {
        change.put("action", "SHADOW");
        if (end == (version != null)) {
            throw new ParameterException(spec().commandLine(), "Give VERSION or --end");
        }
        if (!end) {
            change.put("version", ModelNames.version(gateway, model(), version));
        }
    }

    @Override
    protected String version() {
        return version;
    }
}
