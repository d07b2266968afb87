package io.genstream.trainer.run.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RunCommand;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer of topic run-commands in the trainers' group. Not thread-safe: {@link RunCommandConsumer} takes it over. */
public record RunCommands(
        KafkaConsumer<String, byte[]> consumer, Deserializer<RunCommand> deserializer, int partitions) {
    /** The broker's lower limit: after a crash without static membership the recipes lie idle that long. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    private static final int HEARTBEAT_MS = 1_500;

    /**
     * @param staticMember whether {@code instanceId} keeps its partitions over a restart, so that nobody waits for the
     *     session of a killed process to time out
     */
    public static RunCommands open(
            KafkaConnection connection, String groupId, String instanceId, boolean staticMember) {
        Map<String, Object> configs = connection.consumer(instanceId + "-run-commands", groupId);
        configs.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        configs.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        // a rebalance must not interrupt the training of recipes that stay where they are
        configs.putIfAbsent(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        if (staticMember) {
            configs.putIfAbsent(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
        }
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
        int partitions = consumer.partitionsFor(Topics.RUN_COMMANDS.name()).size();
        return new RunCommands(consumer, Topics.RUN_COMMANDS.deserializer(configs), partitions);
    }

    /** Which partition a recipe's commands are in. Whoever is assigned it owns the recipe. */
    public int partitionOf(String recipe) {
        return Topic.partitionOf(recipe, partitions);
    }
}
