package io.genstream.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Avro single-object encoding (two marker bytes, the schema's fingerprint, the record). Not thread-safe: one a producer. */
final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {
    private final BinaryMessageEncoder<V> encoder;

    AvroSerializer(Class<V> type) {
        this.encoder = new BinaryMessageEncoder<>(
                SpecificData.getForClass(type), SpecificData.get().getSchema(type));
    }

    @Override
    public byte[] serialize(String topic, V value) {
        if (value == null) {
            return null;
        }
        try {
            ByteBuffer encoded = encoder.encode(value);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("Cannot encode a record for topic " + topic + ": " + e.getMessage(), e);
        }
    }
}
