package io.genstream.schemas;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what {@link AvroSerializer} wrote, also with the schema of an earlier release: those are resources of this module.
 * Thread-safe.
 */
final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {
    private final BinaryMessageDecoder<V> decoder;

    AvroDeserializer(Class<V> type) {
        Schema schema = SpecificData.get().getSchema(type);
        SchemaStore.Cache known = new SchemaStore.Cache();
        ReleasedSchemas.of(schema).forEach(known::addSchema);
        this.decoder = new BinaryMessageDecoder<>(SpecificData.getForClass(type), schema, known);
    }

    @Override
    public V deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "A record of topic " + topic + " (" + bytes.length + " bytes) is not readable: " + e.getMessage(),
                    e);
        }
    }
}
