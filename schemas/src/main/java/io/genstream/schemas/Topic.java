package io.genstream.schemas;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

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

    Topic(String name, Class<V> valueType, Set<Writer> writers, int partitions, Map<String, String> configs) {
        this.name = Objects.requireNonNull(name, "name");
        this.valueType = valueType;
        this.writers = Set.copyOf(writers);
        this.partitions = partitions;
        this.configs = Map.copyOf(configs);
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
        return configs.get("cleanup.policy").contains("compact");
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
        return RecordSerdes.deserializer(valueType, clientConfigs);
    }

    /** For Kafka Streams. */
    public Serde<V> serde() {
        return Serdes.serdeFrom(serializer(), deserializer());
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
}
