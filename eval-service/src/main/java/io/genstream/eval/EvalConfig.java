package io.genstream.eval;

import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.gate.GateRules;
import io.genstream.eval.gate.Policy;
import io.genstream.eval.gate.kafka.GateSettings;
import io.genstream.schemas.KafkaConnection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Everything that can be set. Keys are those of {@link #definition}; keys that start with {@code kafka.} go to every Kafka client
 * without that prefix. Immutable.
 *
 * @param instanceId different for each running instance
 * @param managementPort of the stand-alone process; -1 for none
 * @param retryAfter images that have not come are asked for again
 * @param extractors properties files of the operator's own feature extractors
 */
public record EvalConfig(
        KafkaConnection kafka,
        String applicationId,
        String instanceId,
        Path stateDirectory,
        int managementPort,
        EvaluationProtocol protocol,
        Duration retryAfter,
        int intervalGroups,
        List<Path> extractors,
        GateSettings gate) {

    public EvalConfig {
        extractors = List.copyOf(extractors);
    }

    private static final String KAFKA_PREFIX = "kafka.";

    /** Reads settings; a {@link ConfigException} names the key that is wrong, missing or unknown. */
    public static EvalConfig of(Map<String, String> settings) {
        Map<String, String> own = new HashMap<>();
        Map<String, String> clients = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                clients.put(key.substring(KAFKA_PREFIX.length()), value);
            } else {
                own.put(key, value);
            }
        });
        refuseUnknown(own.keySet());
        try {
            return new Reader(EvalKeys.DEFINITION.parse(own)).config(clients);
        } catch (IllegalArgumentException e) {
            ConfigException named = new ConfigException(e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    /** The table of settings for the manual. */
    public static ConfigDef definition() {
        return EvalKeys.DEFINITION;
    }

    private static void refuseUnknown(Set<String> given) {
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(EvalKeys.DEFINITION.names());
        if (!unknown.isEmpty()) {
            throw new ConfigException("Unknown setting " + String.join(", ", unknown) + "; settings are "
                    + String.join(", ", new TreeSet<>(EvalKeys.DEFINITION.names()))
                    + ", and kafka.<name> for Kafka clients");
        }
    }

    /** Typed access to parsed values. */
    private record Reader(Map<String, Object> values) {
        EvalConfig config(Map<String, String> clients) {
            int images = (Integer) values.get(EvalKeys.IMAGES);
            return new EvalConfig(
                    connection(clients),
                    string(EvalKeys.APPLICATION_ID),
                    instanceId(),
                    stateDirectory(),
                    (Integer) values.get(EvalKeys.MANAGEMENT_PORT),
                    new EvaluationProtocol(images),
                    Duration.ofMillis((Long) values.get(EvalKeys.RETRY_MS)),
                    (Integer) values.get(EvalKeys.INTERVAL_GROUPS),
                    extractors(),
                    gate(images));
        }

        /** The management port keeps two processes of one host apart: only one of them can have it. */
        private String instanceId() {
            String given = string(EvalKeys.INSTANCE_ID);
            int port = (Integer) values.get(EvalKeys.MANAGEMENT_PORT);
            return given.isBlank()
                    ? "eval-" + host() + "-"
                            + (port > 0 ? port : ProcessHandle.current().pid())
                    : given;
        }

        private static String host() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("local");
            }
        }

        private KafkaConnection connection(Map<String, String> clients) {
            List<?> servers = (List<?>) values.get(EvalKeys.BOOTSTRAP_SERVERS);
            return new KafkaConnection(
                    String.join(",", servers.stream().map(Object::toString).toList()),
                    (Short) values.get(EvalKeys.REPLICATION_FACTOR),
                    (Short) values.get(EvalKeys.MIN_INSYNC_REPLICAS),
                    clients);
        }

        private List<Path> extractors() {
            List<?> files = (List<?>) values.get(EvalKeys.EXTRACTORS);
            return files.stream().map(file -> Path.of(file.toString())).toList();
        }

        private Path stateDirectory() {
            String given = string(EvalKeys.STATE_DIR);
            return given.isBlank()
                    ? Path.of(System.getProperty("java.io.tmpdir"), "genstream-" + instanceId())
                    : Path.of(given);
        }

        /** The gate must compare what this service publishes: same number of images, same seed. */
        private GateSettings gate(int images) {
            GateSettings defaults = GateSettings.defaults();
            GateRules rules = defaults.rules();
            return new GateSettings(
                    string(EvalKeys.GATE_ID),
                    Optional.of(string(EvalKeys.GATE_ID) + "-" + instanceId()),
                    defaults.sessionTimeout(),
                    new GateRules(
                            number(EvalKeys.GATE_AGREEMENT_SLACK),
                            number(EvalKeys.GATE_RECALL_SLACK),
                            number(EvalKeys.GATE_MIN_NEIGHBOUR_RATIO),
                            (Integer) values.get(EvalKeys.GATE_PATIENCE),
                            number(EvalKeys.GATE_COLLAPSE_FACTOR),
                            rules.collapsedRecall(),
                            rules.healthyRecall(),
                            Policy.valueOf(string(EvalKeys.GATE_DEFAULT_POLICY)),
                            rules.maxFigureAge()),
                    images,
                    EvaluationProtocol.SEED);
        }

        private String string(String key) {
            return (String) values.get(key);
        }

        private double number(String key) {
            return (Double) values.get(key);
        }
    }
}
