package io.genstream.standalone;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.eval.EvalConfig;
import io.genstream.gateway.GatewayConfig;
import io.genstream.inference.InferenceConfig;
import io.genstream.trainer.TrainerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** What {@code up} sets of each service's own keys; whatever is missing here keeps that service's default. */
record UpSettings(StandaloneConfig config, String bootstrapServers) {
    /** Within what {@link io.genstream.standalone.lifecycle.Stage#SERVICES} has. */
    private static final Duration DRAIN = Duration.ofMillis(500);

    Map<String, String> gateway() {
        Map<String, String> settings = kafka();
        settings.put("instance.id", "gateway");
        settings.put("port", Integer.toString(config.httpPort()));
        settings.put("management.port", Integer.toString(config.managementPort()));
        return overridden("gateway", settings);
    }

    Map<String, String> inference() {
        Map<String, String> settings = kafka();
        settings.put("instance.id", "inference");
        settings.put("drain.ms", Long.toString(DRAIN.toMillis()));
        return overridden("inference", settings);
    }

    Map<String, String> eval() {
        Map<String, String> settings = kafka();
        settings.put("instance.id", "eval");
        settings.put("state.dir", config.streamsDirectory().toString());
        return overridden("eval", settings);
    }

    Map<String, String> trainer() {
        Map<String, String> settings = kafka();
        // the same after a restart, so that it need not wait for the session of the one that died
        settings.put("instance.id", "trainer");
        settings.put("management.port", "-1");
        settings.put("auto.recipes", config.demo() ? "digits-cgan" : "");
        settings.put("dataset.cache.dir", config.picturesDirectory().toString());
        settings.put("exit.on.stdin.eof", "true");
        return overridden("trainer", settings);
    }

    /** All of them, so that a wrong one is told before anything starts. */
    void check() {
        try {
            GatewayConfig.of(gateway());
            InferenceConfig.of(inference());
            EvalConfig.of(eval());
            TrainerConfig.of(trainer());
        } catch (ConfigException e) {
            throw new CommandException(ExitCode.USAGE, "--set: " + e.getMessage(), e);
        }
    }

    private Map<String, String> overridden(String service, Map<String, String> settings) {
        String prefix = service + ".";
        config.overrides().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        return settings;
    }

    private Map<String, String> kafka() {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }
}
