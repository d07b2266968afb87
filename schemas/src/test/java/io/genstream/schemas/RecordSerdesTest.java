package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.schemas.avro.ControlAction;
import io.genstream.schemas.avro.RequestControl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class RecordSerdesTest {
    private static final RequestControl CANCEL = RequestControl.newBuilder()
            .setRequestId("r1")
            .setAction(ControlAction.CANCEL)
            .setAt(Instant.ofEpochMilli(1_700_000_000_000L))
            .build();

    private final Topic<RequestControl> topic = Topics.REQUEST_CONTROLS;

    @Test
    void readsWhatItWrote() {
        byte[] bytes = topic.serializer().serialize(topic.name(), CANCEL);

        assertThat(topic.deserializer().deserialize(topic.name(), bytes)).isEqualTo(CANCEL);
    }

    @Test
    void writesTheSingleObjectMarker() {
        assertThat(topic.serializer().serialize(topic.name(), CANCEL)).startsWith(0xC3, 0x01);
    }

    @Test
    void keepsTombstones() {
        assertThat(topic.serializer().serialize(topic.name(), null)).isNull();
        assertThat(topic.deserializer().deserialize(topic.name(), null)).isNull();
    }

    @Test
    void refusesBytesThatAreNoRecord() {
        Deserializer<RequestControl> deserializer = topic.deserializer();

        assertThatThrownBy(() -> deserializer.deserialize(topic.name(), new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("request-controls");
    }

    @Test
    void refusesARecordOfAnotherTopic() {
        byte[] other = Topics.DEAD_LETTERS
                .serializer()
                .serialize("dead-letters", DeadLetterRecordsTest.letter(new byte[] {1}));

        assertThatThrownBy(() -> topic.deserializer().deserialize(topic.name(), other))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void refusesATruncatedRecord() {
        byte[] bytes = topic.serializer().serialize(topic.name(), CANCEL);
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 3);

        assertThatThrownBy(() -> topic.deserializer().deserialize(topic.name(), cut))
                .isInstanceOf(SerializationException.class);
    }

    /** What an unknown fingerprint does: a record of a schema that was never released is poison, not a guess. */
    @Test
    void refusesASchemaThatWasNeverReleased() throws IOException {
        Schema foreign = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"RequestControl\",\"namespace\":\"io.genstream.schemas.avro\","
                        + "\"fields\":[{\"name\":\"requestId\",\"type\":\"string\"}]}");
        GenericRecord record = new GenericData.Record(foreign);
        record.put("requestId", "r1");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), foreign).encode(record, out);

        assertThatThrownBy(() -> topic.deserializer().deserialize(topic.name(), out.toByteArray()))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void takesTheSerializerThatTheSiteNames() {
        Map<String, String> configs = Map.of(RecordSerdes.SERIALIZER_CLASS, TheirSerializer.class.getName());

        assertThat(topic.serializer(configs).serialize(topic.name(), CANCEL))
                .asString()
                .isEqualTo("theirs:" + RequestControl.class.getName());
    }

    @Test
    void namesTheKeyOfASerializerThatCannotBeUsed() {
        assertThatThrownBy(() -> topic.serializer(Map.of(RecordSerdes.SERIALIZER_CLASS, "no.such.Serializer")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(RecordSerdes.SERIALIZER_CLASS);
    }

    /** Stands for a schema registry's serializer. */
    public static final class TheirSerializer implements Serializer<RequestControl> {
        private String valueClass;

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            valueClass = (String) configs.get(RecordSerdes.VALUE_CLASS);
        }

        @Override
        public byte[] serialize(String topic, RequestControl data) {
            return ("theirs:" + valueClass).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
