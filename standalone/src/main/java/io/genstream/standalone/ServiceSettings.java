package io.genstream.standalone;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The keys that each service's own configuration gets; whatever is missing here keeps that service's default. */
record ServiceSettings(StandaloneConfig config, String bootstrapServers) {
    /** Within what {@link io.genstream.standalone.lifecycle.Stage#SERVICES} has. */
    private static final Duration DRAIN = Duration.ofMillis(500);

    Map<String, String> gateway() {
        Map<String, String> settings = kafka();
        settings.put("port", Integer.toString(config.httpPort()));
        settings.put("management.port", Integer.toString(config.managementPort()));
        return settings;
    }

    Map<String, String> inference() {
        Map<String, String> settings = kafka();
        settings.put("instance.id", "inference");
        settings.put("drain.ms", Long.toString(DRAIN.toMillis()));
        return settings;
    }

    Map<String, String> eval() {
        Map<String, String> settings = kafka();
        settings.put("instance.id", "eval");
        settings.put("state.dir", config.streamsDirectory().toString());
        return settings;
    }

    Map<String, String> trainer() {
        Map<String, String> settings = kafka();
        // the same after a restart, so that it need not wait for the session of the one that died
        settings.put("instance.id", "trainer");
        settings.put("auto.recipes", config.demo() ? "digits-cgan" : "");
        settings.put("exit.on.stdin.eof", "true");
        return settings;
    }

    private Map<String, String> kafka() {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        return settings;
    }
}
