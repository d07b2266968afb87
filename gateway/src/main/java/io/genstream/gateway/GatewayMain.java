package io.genstream.gateway;

import io.genstream.operations.ServiceProcess;
import io.genstream.operations.ServiceProcess.Instruments;
import io.genstream.operations.ServiceProcess.Started;
import io.genstream.schemas.JvmDefaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one gateway against any cluster: {@code GatewayMain <properties file>}. It manages itself, on its management port. */
public final class GatewayMain {
    private GatewayMain() {}

    /** Ends with one of the exit codes of {@link ServiceProcess}. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        ServiceProcess.main(args, "gateway", GatewayConfig.definition(), GatewayMain::start);
    }

    private static Started start(Map<String, String> settings, Instruments instruments) {
        Gateway gateway =
                Gateway.start(GatewayConfig.of(settings), instruments.registry(), instruments.telemetry(), List.of());
        return new Started(gateway, Optional.empty());
    }
}
