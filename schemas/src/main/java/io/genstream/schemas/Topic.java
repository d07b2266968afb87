package io.genstream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * A topic with the type of its values: the only way in which services name topics, so that a wrong type does not compile.
 *
 * <p>Keys are strings throughout. Immutable; serializers are made anew by each call and are not shared between threads.
 *
 * @param <V> the Avro record of its values
 */
public final class Topic<V extends SpecificRecord> {
    private final String name;
    private final Class<V> valueType;
    private final Set<Writer> writers;
    private final int partitions;
    private final Map<String, String> configs;
    private final Placement placement;
    private final UnaryOperator<V> reading;

    /** What the partition of a record means. */
    public enum Placement {
        /** All records of a key lie in the partition that Java's clients put it to: its order, or its deletion, hangs on that. */
        MURMUR2,
        /** The writer names the partition. */
        CHOSEN,
        /** Nothing hangs on it. */
        ANY
    }

    Topic(String name, Class<V> valueType, Set<Writer> writers, int partitions, Map<String, String> configs) {
        this(
                name,
                valueType,
                writers,
                partitions,
                configs,
                compacted(configs) ? Placement.MURMUR2 : Placement.ANY,
                UnaryOperator.identity());
    }

    private Topic(
            String name,
            Class<V> valueType,
            Set<Writer> writers,
            int partitions,
            Map<String, String> configs,
            Placement placement,
            UnaryOperator<V> reading) {
        this.name = Objects.requireNonNull(name, "name");
        this.valueType = valueType;
        this.writers = Set.copyOf(writers);
        this.partitions = partitions;
        this.configs = Map.copyOf(configs);
        this.placement = placement;
        this.reading = reading;
    }

    /** Where a Java client at its defaults puts a key; others need {@code partitioner=murmur2_random} or the like. */
    public static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** The same topic, of which every reader gets {@code change} of a record: what records of before lack is added in one place. */
    Topic<V> reading(UnaryOperator<V> change) {
        return new Topic<>(name, valueType, writers, partitions, configs, placement, change);
    }

    /** The same topic, for which something else hangs on the partition than its clean-up says. */
    Topic<V> placed(Placement otherwise) {
        return new Topic<>(name, valueType, writers, partitions, configs, otherwise, reading);
    }

    public String name() {
        return name;
    }

    public Class<V> valueType() {
        return valueType;
    }

    public Set<Writer> writers() {
        return writers;
    }

    /** Partitions that a missing topic is created with; an existing topic keeps its own. */
    public int partitions() {
        return partitions;
    }

    /** Broker configs that a missing topic is created with. */
    public Map<String, String> configs() {
        return configs;
    }

    public boolean compacted() {
        return compacted(configs);
    }

    private static boolean compacted(Map<String, String> configs) {
        return configs.get("cleanup.policy").contains("compact");
    }

    public Placement placement() {
        return placement;
    }

    /** Avro single-object encoding; a null stays null (a tombstone). */
    public Serializer<V> serializer() {
        return serializer(Map.of());
    }

    /** As {@link #serializer()}, or the class that {@link RecordSerdes#SERIALIZER_CLASS} names. */
    public Serializer<V> serializer(Map<String, ?> clientConfigs) {
        return RecordSerdes.serializer(valueType, clientConfigs);
    }

    /** Throws SerializationException on bytes that are not a record of this type. */
    public Deserializer<V> deserializer() {
        return deserializer(Map.of());
    }

    /** As {@link #deserializer()}, or the class that {@link RecordSerdes#DESERIALIZER_CLASS} names. */
    public Deserializer<V> deserializer(Map<String, ?> clientConfigs) {
        return new Changed<>(RecordSerdes.deserializer(valueType, clientConfigs), reading);
    }

    /** As {@link #deserializer(Map)}, without the change that {@link #reading} makes: for the topic's own writer. */
    public Deserializer<V> asWritten(Map<String, ?> clientConfigs) {
        return RecordSerdes.deserializer(valueType, clientConfigs);
    }

    /** For what a service keeps to itself, in a store say. */
    public Serde<V> serde(Map<String, ?> clientConfigs) {
        return Serdes.serdeFrom(serializer(clientConfigs), deserializer(clientConfigs));
    }

    public ProducerRecord<String, V> record(String key, V value) {
        return new ProducerRecord<>(name, key, value);
    }

    public ProducerRecord<String, V> record(int partition, String key, V value) {
        return new ProducerRecord<>(name, partition, key, value);
    }

    /** Deletes {@code key} from a compacted topic. */
    public ProducerRecord<String, V> tombstone(String key) {
        return new ProducerRecord<>(name, key, null);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Passes through {@code change} what another deserializer read. */
    private record Changed<V>(Deserializer<V> read, UnaryOperator<V> change) implements Deserializer<V> {
        @Override
        public V deserialize(String topic, byte[] bytes) {
            return changed(read.deserialize(topic, bytes));
        }

        @Override
        public V deserialize(String topic, Headers headers, byte[] bytes) {
            return changed(read.deserialize(topic, headers, bytes));
        }

        private V changed(V value) {
            return value == null ? null : change.apply(value);
        }

        @Override
        public void close() {
            read.close();
        }
    }
}
