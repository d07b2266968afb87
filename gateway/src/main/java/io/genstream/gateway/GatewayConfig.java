package io.genstream.gateway;

import io.genstream.gateway.datasets.upload.DatasetLimits;
import io.genstream.gateway.generation.GenerationLimits;
import io.genstream.gateway.stream.StreamLimits;
import io.genstream.gateway.views.ViewLimits;
import io.genstream.schemas.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Everything that can be set. Keys are those of {@link GatewayKeys}; keys that start with {@code kafka.} go to every Kafka
 * client without that prefix. Immutable.
 *
 * @param instanceId names this gateway and, where {@code replyPartition} is negative, chooses its partition of image-batches
 * @param corsOrigins origins whose pages may call the API; empty: only the page that the gateway itself serves
 */
public record GatewayConfig(
        KafkaConnection kafka,
        String host,
        int port,
        int managementPort,
        String instanceId,
        int replyPartition,
        List<String> corsOrigins,
        Duration decisionWait,
        GenerationLimits generation,
        DatasetLimits datasets,
        StreamLimits stream,
        ViewLimits views) {

    private static final String KAFKA_PREFIX = "kafka.";

    /** Reads settings; a {@link ConfigException} names the key that is wrong or unknown. */
    public static GatewayConfig of(Map<String, String> settings) {
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
        return new Reader(GatewayKeys.DEFINITION.parse(own)).config(clients);
    }

    /** The table of settings for the manual. */
    public static ConfigDef definition() {
        return GatewayKeys.DEFINITION;
    }

    private static void refuseUnknown(Set<String> given) {
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(GatewayKeys.DEFINITION.names());
        if (!unknown.isEmpty()) {
            throw new ConfigException("Unknown setting " + String.join(", ", unknown) + "; settings are "
                    + String.join(", ", new TreeSet<>(GatewayKeys.DEFINITION.names()))
                    + ", and kafka.<name> for Kafka clients");
        }
    }

    /** Typed access to parsed values. */
    private record Reader(Map<String, Object> values) {
        GatewayConfig config(Map<String, String> clients) {
            return new GatewayConfig(
                    connection(clients),
                    string(GatewayKeys.HOST),
                    integer(GatewayKeys.PORT),
                    integer(GatewayKeys.MANAGEMENT_PORT),
                    string(GatewayKeys.INSTANCE_ID),
                    integer(GatewayKeys.REPLY_PARTITION),
                    strings(GatewayKeys.CORS_ORIGINS),
                    millis(GatewayKeys.DECISION_WAIT_MS),
                    generation(),
                    datasets(),
                    stream(),
                    views());
        }

        private KafkaConnection connection(Map<String, String> clients) {
            try {
                return new KafkaConnection(
                        string(GatewayKeys.BOOTSTRAP_SERVERS),
                        (short) integer(GatewayKeys.REPLICATION_FACTOR),
                        (short) integer(GatewayKeys.MIN_INSYNC_REPLICAS),
                        clients);
            } catch (IllegalArgumentException e) {
                ConfigException named = new ConfigException(e.getMessage());
                named.initCause(e);
                throw named;
            }
        }

        private GenerationLimits generation() {
            return new GenerationLimits(
                    integer(GatewayKeys.BODY_MAX_BYTES),
                    integer(GatewayKeys.PENDING_REQUESTS_MAX),
                    integer(GatewayKeys.PENDING_IMAGES_MAX),
                    integer(GatewayKeys.IMAGES_PER_REQUEST_MAX),
                    (Long) values.get(GatewayKeys.RESPONSE_MAX_BYTES),
                    integer(GatewayKeys.BATCH_IMAGES),
                    millis(GatewayKeys.REQUEST_TIMEOUT_MS),
                    millis(GatewayKeys.WAIT_MAX_MS),
                    (Long) values.get(GatewayKeys.RESULTS_MAX_BYTES),
                    integer(GatewayKeys.OUTCOMES_MAX),
                    integer(GatewayKeys.IDEMPOTENCY_KEYS_MAX),
                    integer(GatewayKeys.WORKER_THREADS),
                    integer(GatewayKeys.WORKER_QUEUE),
                    integer(GatewayKeys.STREAMS_MAX),
                    integer(GatewayKeys.STREAM_IMAGES_MAX));
        }

        private DatasetLimits datasets() {
            return new DatasetLimits(
                    integer(GatewayKeys.DATASET_UPLOADS_MAX),
                    integer(GatewayKeys.DATASET_PICTURE_MAX_BYTES),
                    integer(GatewayKeys.DATASET_RECORDS_MAX));
        }

        private StreamLimits stream() {
            return new StreamLimits(
                    integer(GatewayKeys.WEBSOCKET_CLIENTS_MAX),
                    integer(GatewayKeys.WEBSOCKET_QUEUE_FRAMES),
                    integer(GatewayKeys.WEBSOCKET_HISTORY_FRAMES),
                    integer(GatewayKeys.WEBSOCKET_PROGRESS_POINTS),
                    millis(GatewayKeys.WEBSOCKET_PING_MS));
        }

        private ViewLimits views() {
            return new ViewLimits(
                    integer(GatewayKeys.VIEW_ENTRIES_MAX),
                    integer(GatewayKeys.DECISIONS_MAX),
                    millis(GatewayKeys.SERVING_STALE_MS));
        }

        private String string(String key) {
            return (String) values.get(key);
        }

        private int integer(String key) {
            return (Integer) values.get(key);
        }

        private Duration millis(String key) {
            return Duration.ofMillis((Long) values.get(key));
        }

        private List<String> strings(String key) {
            return ((List<?>) values.get(key)).stream().map(Object::toString).toList();
        }
    }
}
