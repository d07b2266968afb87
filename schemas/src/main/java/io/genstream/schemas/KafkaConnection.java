package io.genstream.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How to reach the cluster, and the client settings that Genstream's guarantees rest on: readers see committed records only,
 * writers wait for all replicas in sync and send at once (the client's default linger of 5 ms costs 15 ms a request).
 *
 * @param bootstrapServers host:port, comma separated
 * @param replicationFactor of topics that are created
 * @param minInsyncReplicas of topics that are created
 * @param properties extra settings for every client (security, say, or the record serializer classes); they win over ours
 */
public record KafkaConnection(
        String bootstrapServers, short replicationFactor, short minInsyncReplicas, Map<String, String> properties) {

    public KafkaConnection {
        if (bootstrapServers == null || bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap.servers is empty: give host:port of a broker");
        }
        if (replicationFactor < 1 || minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException("replication.factor " + replicationFactor + " and min.insync.replicas "
                    + minInsyncReplicas + " do not fit: both are at least 1, and the second at most the first");
        }
        properties = Map.copyOf(properties);
    }

    /** One broker, one copy: a laptop or a test. */
    public static KafkaConnection single(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, (short) 1, (short) 1, Map.of());
    }

    /** Settings of an idempotent producer; add a transactional.id for transactions. */
    public Map<String, Object> producer(String clientId) {
        Map<String, Object> configs = common(clientId);
        configs.put(ProducerConfig.ACKS_CONFIG, "all");
        configs.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configs.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // send() may block on metadata or a full buffer; callers must learn of trouble soon
        configs.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        configs.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        configs.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        configs.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        configs.putAll(properties);
        return configs;
    }

    /** Settings of a consumer that commits by hand and starts at the beginning; a null group is for assign(). */
    public Map<String, Object> consumer(String clientId, String groupId) {
        Map<String, Object> configs = common(clientId);
        if (groupId != null) {
            configs.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        }
        configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configs.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        configs.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 << 20);
        configs.putAll(properties);
        return configs;
    }

    public Map<String, Object> admin(String clientId) {
        Map<String, Object> configs = common(clientId);
        configs.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        configs.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        configs.putAll(properties);
        return configs;
    }

    private Map<String, Object> common(String clientId) {
        Map<String, Object> configs = new HashMap<>();
        configs.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        configs.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        configs.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return configs;
    }
}
