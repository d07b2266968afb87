package io.genstream.inference;

import io.genstream.operations.ServiceProcess;
import io.genstream.operations.ServiceProcess.Instruments;
import io.genstream.operations.ServiceProcess.Started;
import io.genstream.schemas.JvmDefaults;
import java.util.Map;

/** Runs one inference instance against any cluster: {@code InferenceMain <properties file>}. */
public final class InferenceMain {
    private InferenceMain() {}

    /** Ends with one of the exit codes of {@link ServiceProcess}. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        ServiceProcess.main(args, "inference", InferenceConfig.definition(), InferenceMain::start);
    }

    private static Started start(Map<String, String> settings, Instruments instruments) {
        InferenceConfig config = InferenceConfig.of(settings);
        InferenceService service = InferenceService.start(config, instruments.registry(), instruments.telemetry());
        return new Started(service, config.managementPort());
    }
}
