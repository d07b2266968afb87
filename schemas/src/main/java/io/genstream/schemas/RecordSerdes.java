package io.genstream.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Chooses how records become bytes. Avro single-object encoding by default; a site with a schema registry names its own
 * classes by config, which are then given {@link #VALUE_CLASS} and all client configs through {@code configure}.
 */
public final class RecordSerdes {
    /** Class name of a Kafka Serializer to use in place of ours. */
    public static final String SERIALIZER_CLASS = "record.serializer.class";

    /** Class name of a Kafka Deserializer to use in place of ours. */
    public static final String DESERIALIZER_CLASS = "record.deserializer.class";

    /** Tells a replacing class which Avro record the topic holds. */
    public static final String VALUE_CLASS = "record.value.class";

    private RecordSerdes() {}

    static <V extends SpecificRecord> Serializer<V> serializer(Class<V> type, Map<String, ?> configs) {
        Object named = configs.get(SERIALIZER_CLASS);
        if (named == null || named.toString().isBlank()) {
            return new AvroSerializer<>(type);
        }
        @SuppressWarnings("unchecked") // the site's word: its class serves Avro records
        Serializer<V> theirs = (Serializer<V>) newInstance(SERIALIZER_CLASS, named.toString(), Serializer.class);
        theirs.configure(withValueClass(configs, type), false);
        return theirs;
    }

    static <V extends SpecificRecord> Deserializer<V> deserializer(Class<V> type, Map<String, ?> configs) {
        Object named = configs.get(DESERIALIZER_CLASS);
        if (named == null || named.toString().isBlank()) {
            return new AvroDeserializer<>(type);
        }
        @SuppressWarnings("unchecked") // as above
        Deserializer<V> theirs =
                (Deserializer<V>) newInstance(DESERIALIZER_CLASS, named.toString(), Deserializer.class);
        theirs.configure(withValueClass(configs, type), false);
        return theirs;
    }

    private static Object newInstance(String key, String className, Class<?> base) {
        try {
            return Utils.newInstance(className, base);
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new ConfigException(
                    key, className, "cannot be used as a " + base.getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Map<String, Object> withValueClass(Map<String, ?> configs, Class<?> type) {
        Map<String, Object> all = new HashMap<>(configs);
        all.put(VALUE_CLASS, type.getName());
        return all;
    }
}
