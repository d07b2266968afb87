package io.genstream.eval;

import io.genstream.operations.ServiceProcess;
import io.genstream.operations.ServiceProcess.Instruments;
import io.genstream.operations.ServiceProcess.Started;
import io.genstream.schemas.JvmDefaults;
import java.util.Map;

/** Runs one evaluation service, with its roll-out gate, against any cluster: {@code EvalMain <properties file>}. */
public final class EvalMain {
    private EvalMain() {}

    /** Ends with one of the exit codes of {@link ServiceProcess}. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        ServiceProcess.main(args, "eval", EvalConfig.definition(), EvalMain::start);
    }

    private static Started start(Map<String, String> settings, Instruments instruments) {
        EvalConfig config = EvalConfig.of(settings);
        EvalService service = EvalService.start(config, instruments.registry());
        return new Started(service, config.managementPort());
    }
}
