package io.genstream.standalone.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import java.net.URI;
import java.util.List;

/** Whether a gateway answers, and whether it can do its work. */
final class GatewayCheck implements Check {
    private static final String SUBJECT = "gateway";

    private final GatewayClient gateway;
    private final URI url;

    GatewayCheck(GatewayClient gateway, URI url) {
        this.gateway = gateway;
        this.url = url;
    }

    @Override
    public List<Finding> run() {
        try {
            gateway.get("/v2/health/ready");
            JsonNode models = gateway.get("/v1/models").json().path("models");
            return List.of(Finding.ok(SUBJECT, "ready at " + url + ", " + models.size() + " models"));
        } catch (CommandException e) {
            if (e.exitCode() == ExitCode.GATEWAY_UNREACHABLE) {
                return List.of(Finding.fail(
                        SUBJECT, "none answers at " + url, "start one with ./genstream up, or name another by --url"));
            }
            return List.of(Finding.fail(
                    SUBJECT,
                    "the one at " + url + " is not ready: " + e.getMessage(),
                    "wait, it may be starting; else ask its management port for /ready, and see its log"));
        }
    }
}
