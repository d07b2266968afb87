package io.genstream.eval.topology.kafka;

import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Settings of Kafka Streams that make an evaluation quick and a restart quicker.
 *
 * @param applicationId consumer group; its instances share the work
 * @param instanceId name that outlives this process: one that was killed takes its tasks again at once, without waiting for
 *     its session to end. No two running instances may share it
 * @param stateDirectory holds nothing that cannot be lost
 */
public record StreamsSettings(
        KafkaConnection connection, String applicationId, String instanceId, Path stateDirectory) {
    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final int HEARTBEAT_MS = 1_500;

    /** Records of 100 KB each wait decoded in memory; Streams' default of 1,000 would be 100 MB. */
    private static final int BUFFERED_RECORDS = 32;

    /** An outage of the cluster is waited for; Streams would give up after five minutes. */
    private static final Duration OUTAGE = Duration.ofDays(365);

    Properties properties(DeadLetters deadLetters) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId + "-" + instanceId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) connection.replicationFactor());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 50);
        properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, OUTAGE.toMillis());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(PoisonHandler.DEAD_LETTERS, deadLetters);
        consumer(properties);
        producer(properties);
        properties.putAll(connection.properties());
        return properties;
    }

    private void consumer(Properties properties) {
        put(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, applicationId + "-" + instanceId);
        put(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        put(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        put(properties, ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        put(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        put(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BUFFERED_RECORDS);
        put(properties, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 << 20);
    }

    private static void put(Properties properties, String key, Object value) {
        properties.put(StreamsConfig.mainConsumerPrefix(key), value);
    }

    private static void producer(Properties properties) {
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 17 << 20);
    }
}
