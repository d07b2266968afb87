package io.genstream.inference;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.genstream.schemas.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of one inference instance. A bad value is a ConfigException that names its key. Keys that begin with {@code
 * kafka.} go to every Kafka client without that prefix (security, record serializer classes).
 *
 * @param instanceId unique in the cluster and the same after a restart
 * @param workers threads that run models
 * @param batchMax images of one model call
 * @param queueImagesMax images of unfinished requests per version and lane
 * @param queueBytesMax the same in bytes of uncompressed pictures
 * @param modelsLoadedMax versions in memory beside the rolled-out ones
 * @param unknownVersionGrace how long a request waits for a version that is not known yet
 * @param drain how long a stopping instance goes on with what it has accepted
 * @param managementPort of the stand-alone process; -1 for none
 */
public record InferenceConfig(
        KafkaConnection kafka,
        String instanceId,
        int workers,
        int batchMax,
        int queueImagesMax,
        long queueBytesMax,
        int modelsLoadedMax,
        Duration heartbeat,
        Duration unknownVersionGrace,
        Duration drain,
        boolean preferCuda,
        int managementPort) {

    private static final String CLIENT_PREFIX = "kafka.";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define("bootstrap.servers", Type.STRING, HIGH, "host:port of the brokers, comma separated")
            .define("replication.factor", Type.SHORT, (short) 1, atLeast(1), MEDIUM, "of topics that are created")
            .define("min.insync.replicas", Type.SHORT, (short) 1, atLeast(1), MEDIUM, "of topics that are created")
            .define(
                    "instance.id",
                    Type.STRING,
                    "",
                    MEDIUM,
                    "unique, and the same after a restart; empty: inference-<host>")
            .define(
                    "workers",
                    Type.INT,
                    0,
                    between(0, 1024),
                    MEDIUM,
                    "threads that run models; 0: all cores but one, at least one")
            .define("batch.max", Type.INT, 32, between(1, 1024), MEDIUM, "images of one model call")
            .define(
                    "queue.images.max",
                    Type.INT,
                    8_192,
                    atLeast(1024),
                    MEDIUM,
                    "images of unfinished requests per version and lane; beyond it the topic waits")
            .define(
                    "queue.bytes.max",
                    Type.LONG,
                    256L << 20,
                    atLeast(1L << 20),
                    LOW,
                    "the same limit in bytes of uncompressed images")
            .define(
                    "models.loaded.max",
                    Type.INT,
                    4,
                    atLeast(1),
                    MEDIUM,
                    "versions kept in memory beside the rolled-out ones")
            .define("heartbeat.ms", Type.INT, 5_000, between(100, 30_000), LOW, "between two reports on serving-status")
            .define(
                    "unknown.version.grace.ms",
                    Type.INT,
                    1_000,
                    between(0, 60_000),
                    LOW,
                    "how long a request waits for a version that is not known yet")
            .define("drain.ms", Type.INT, 1_500, between(0, 600_000), LOW, "time to finish accepted requests on stop")
            .define(
                    "cuda",
                    Type.STRING,
                    "auto",
                    ConfigDef.ValidString.in("auto", "off"),
                    LOW,
                    "auto: CUDA where this ONNX Runtime has it")
            .define(
                    "management.port",
                    Type.INT,
                    8082,
                    between(-1, 65_535),
                    MEDIUM,
                    "port of /metrics, /healthy and /ready of the stand-alone process; 0: any free; -1: none");

    /** Reads settings; keys that are not known are refused, since they are mostly misspelt. */
    public static InferenceConfig of(Map<String, String> properties) {
        Map<String, String> clients = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(CLIENT_PREFIX)) {
                clients.put(key.substring(CLIENT_PREFIX.length()), value);
            } else if (!DEFINITION.names().contains(key)) {
                throw new ConfigException("Unknown configuration '" + key + "'; known are " + DEFINITION.names());
            }
        });
        AbstractConfig parsed = new AbstractConfig(DEFINITION, properties, false);
        return new InferenceConfig(
                connection(parsed, clients),
                instanceId(parsed.getString("instance.id")),
                workers(parsed.getInt("workers")),
                parsed.getInt("batch.max"),
                parsed.getInt("queue.images.max"),
                parsed.getLong("queue.bytes.max"),
                parsed.getInt("models.loaded.max"),
                Duration.ofMillis(parsed.getInt("heartbeat.ms")),
                Duration.ofMillis(parsed.getInt("unknown.version.grace.ms")),
                Duration.ofMillis(parsed.getInt("drain.ms")),
                parsed.getString("cuda").equals("auto"),
                parsed.getInt("management.port"));
    }

    /** The keys with their types, defaults and meanings: docs/configuration.md is made from it. */
    public static ConfigDef definition() {
        return DEFINITION;
    }

    private static int workers(int given) {
        return given > 0 ? given : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    private static KafkaConnection connection(AbstractConfig parsed, Map<String, String> clients) {
        try {
            return new KafkaConnection(
                    parsed.getString("bootstrap.servers"),
                    parsed.getShort("replication.factor"),
                    parsed.getShort("min.insync.replicas"),
                    clients);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static String instanceId(String given) {
        return given.isBlank()
                ? "inference-"
                        + Optional.ofNullable(System.getenv("HOSTNAME"))
                                .filter(host -> !host.isBlank())
                                .orElse("local")
                : given;
    }
}
