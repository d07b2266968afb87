package io.genstream.inference.request.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * What an intake reads and as whom.
 *
 * @param instance the member's name across restarts: after a crash it takes its old place at once, where a new name would wait
 *     for the old session to end
 */
record IntakeSource<V extends SpecificRecord>(Topic<V> topic, String group, String instance) {
    private static final int SESSION_MS = 10_000;
    private static final int HEARTBEAT_MS = 2_000;

    Map<String, Object> configs(KafkaConnection connection) {
        Map<String, Object> configs = connection.consumer(instance + "-" + topic.name(), group);
        configs.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        configs.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        configs.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        // cooperative: a rebalance leaves partitions that stay here, and the records under way in them, alone
        configs.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return configs;
    }
}
