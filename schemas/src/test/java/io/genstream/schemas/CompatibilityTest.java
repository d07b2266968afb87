package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every record can be read by the last release, and the last release's records by this one. Until 0.1.0 is tagged, released/
 * holds the current schemas ({@code SchemaSnapshot} writes them); then it is frozen.
 */
class CompatibilityTest {

    static List<Topic<?>> topics() {
        return Topics.all();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void readsAndIsReadByTheLastRelease(Topic<?> topic) throws Exception {
        Schema current = SpecificData.get().getSchema(topic.valueType());
        Schema released = released(current.getName());

        assertThat(problems(current, released))
                .as("this release reads the last one's records")
                .isEmpty();
        assertThat(problems(released, current))
                .as("the last release reads this one's records")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void catchesAFieldThatOldRecordsLack(Topic<?> topic) throws Exception {
        Schema released =
                released(SpecificData.get().getSchema(topic.valueType()).getName());
        Schema broken = withField(released, "\"string\"");

        assertThat(problems(broken, released)).isNotEmpty();
    }

    @Test
    void letsAFieldWithADefaultPass() throws Exception {
        Schema released = released("Run");
        Schema grown = withField(released, "\"string\",\"default\":\"\"");

        assertThat(problems(grown, released)).isEmpty();
        assertThat(problems(released, grown)).isEmpty();
    }

    @Test
    void catchesAChangedType() throws Exception {
        Schema released = released("Run");
        Schema broken = new Schema.Parser()
                .parse(released.toString()
                        .replace(
                                "{\"name\":\"revision\",\"type\":\"long\"",
                                "{\"name\":\"revision\",\"type\":\"string\""));

        assertThat(broken).isNotEqualTo(released);
        assertThat(problems(broken, released)).isNotEmpty();
    }

    private static String problems(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return result.getType() == SchemaCompatibilityType.COMPATIBLE ? "" : result.getDescription();
    }

    private static Schema withField(Schema schema, String type) {
        String json = schema.toString();
        String marker = "\"fields\":[";
        int at = json.indexOf(marker) + marker.length();
        return new Schema.Parser()
                .parse(json.substring(0, at) + "{\"name\":\"added\",\"type\":" + type + "}," + json.substring(at));
    }

    private static Schema released(String name) throws Exception {
        try (InputStream in = CompatibilityTest.class.getResourceAsStream("/released/" + name + ".avsc")) {
            assertThat(in).as("released/" + name + ".avsc").isNotNull();
            return new Schema.Parser().parse(in);
        }
    }
}
