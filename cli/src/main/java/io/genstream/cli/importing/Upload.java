package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;

/** Sends one archive, again if the gateway was busy or away for a moment: records that it has are not stored twice. Stateless. */
final class Upload {
    private static final Set<ExitCode> MAY_PASS = Set.of(ExitCode.GATEWAY_UNREACHABLE, ExitCode.SERVER_FAILED);
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private Upload() {}

    /** The gateway's report. */
    static JsonNode send(GatewayClient gateway, String path, byte[] tar) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return gateway.post(path, "application/x-tar", BodyPublishers.ofByteArray(tar))
                        .json();
            } catch (CommandException e) {
                if (attempt == ATTEMPTS || !MAY_PASS.contains(e.exitCode())) {
                    throw e;
                }
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2);
            }
        }
    }
}
