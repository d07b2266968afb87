package io.genstream.schemas;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A topic as one of its named writers sees it, and the only door through which a service writes. A constant of the class that
 * writes, so that a test finds every one and holds {@link Topics} to them. Immutable.
 */
public record Outlet<V extends SpecificRecord>(Topic<V> topic, Writer writer) {
    /** @throws IllegalArgumentException if it is not one of the topic's writers */
    public Outlet {
        if (!topic.writers().contains(writer)) {
            throw new IllegalArgumentException(
                    "Topic " + topic + " is written by " + topic.writers() + ", not by " + writer);
        }
    }

    public String name() {
        return topic.name();
    }

    public Serializer<V> serializer(Map<String, ?> clientConfigs) {
        return topic.serializer(clientConfigs);
    }

    public ProducerRecord<String, V> record(String key, V value) {
        return topic.record(key, value);
    }

    public ProducerRecord<String, V> record(int partition, String key, V value) {
        return topic.record(partition, key, value);
    }

    /** Deletes {@code key} from a compacted topic. */
    public ProducerRecord<String, V> tombstone(String key) {
        return topic.tombstone(key);
    }
}
