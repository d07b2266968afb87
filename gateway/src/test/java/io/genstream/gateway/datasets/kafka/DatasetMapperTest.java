package io.genstream.gateway.datasets.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.gateway.datasets.RecordPlace;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class DatasetMapperTest {
    private static final byte[] PICTURE = {1, 2, 3, 4};

    /** Without a producer: what is unchanged is not sent. */
    @Test
    void aPictureThatIsStoredAsAnEarlierReleaseWroteItIsUnchanged() throws IOException {
        DatasetRecord read =
                Topics.DATASET_RECORDS.deserializer().deserialize("dataset-records", released("cats/1.png"));
        DatasetIndex index = new DatasetIndex();
        index.see(new RecordPlace(0, 0, 0), "cats/1.png", DatasetMapper.summary(read));

        DatasetAppender appender = new DatasetAppender("pets", index, null, null);

        assertThat(appender.append(image(3))).isEqualTo(DatasetAppender.Outcome.UNCHANGED);
        assertThat(DatasetMapper.summary(DatasetMapper.record("pets", image(4))))
                .as("another label is another thing")
                .isNotEqualTo(DatasetMapper.summary(read));
    }

    private static DatasetImage image(float label) {
        return DatasetImage.raw("cats/1.png", PICTURE, 2, 2, 1, List.of(label), DatasetSplit.TEST);
    }

    /** By the schema of before the fields that records have got since. */
    private static byte[] released(String recordId) throws IOException {
        Schema schema;
        try (InputStream in = DatasetRecord.class.getResourceAsStream("/released/DatasetRecord.avsc")) {
            schema = new Schema.Parser().parse(in);
        }
        assertThat(schema.getField("source")).isNull();
        GenericRecord record = new GenericRecordBuilder(schema)
                .set("datasetId", "pets")
                .set("recordId", recordId)
                .set("image", ByteBuffer.wrap(PICTURE))
                .set("encoding", symbol(schema, "encoding", "RAW"))
                .set("height", 2)
                .set("width", 2)
                .set("channels", 1)
                .set("labels", List.of(3f))
                .set("split", symbol(schema, "split", "TEST"))
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(record, out);
        return out.toByteArray();
    }

    private static GenericData.EnumSymbol symbol(Schema schema, String field, String symbol) {
        return new GenericData.EnumSymbol(schema.getField(field).schema(), symbol);
    }
}
