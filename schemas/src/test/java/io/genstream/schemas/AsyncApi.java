package io.genstream.schemas;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * The catalogue as an AsyncAPI 3.0 document: one channel a topic with its Kafka binding, one message a record, and one operation
 * for each service that writes a topic. Payloads are the released Avro schemas, by reference.
 */
final class AsyncApi {
    private static final String HEAD =
            """
            # Generated from Topics by AsyncApiTest; CONTRIBUTING says how.
            asyncapi: 3.0.0
            info:
              title: Genstream
              version: 0.1.0
              description: >-
                The topics of Genstream. Values are Avro records in single-object encoding: two marker bytes, the CRC-64-AVRO
                fingerprint of the writer's schema (8 bytes, little endian), then the record. Keys are UTF-8 strings.
              license:
                name: Apache-2.0
            defaultContentType: application/avro
            servers:
              local:
                host: localhost:9092
                protocol: kafka
                description: what `./genstream up` starts
            """;

    private final StringBuilder yaml = new StringBuilder(HEAD);
    private final List<Topic<?>> topics = Topics.all();

    static String document() {
        AsyncApi document = new AsyncApi();
        document.channels();
        document.operations();
        document.messages();
        return document.yaml.toString();
    }

    private void channels() {
        line(0, "channels:");
        for (Topic<?> topic : topics) {
            line(2, topic.name() + ":");
            line(4, "address: " + topic.name());
            line(4, "messages:");
            line(6, record(topic) + ":");
            line(8, "$ref: '#/components/messages/" + record(topic) + "'");
            line(4, "bindings:");
            line(6, "kafka:");
            line(8, "partitions: " + topic.partitions());
            line(8, "topicConfiguration:");
            new TreeMap<>(topic.configs()).forEach(this::config);
        }
    }

    private void config(String key, String value) {
        if (key.equals("cleanup.policy")) {
            line(10, key + ": [" + String.join(", ", value.split(",")) + "]");
        } else if (value.matches("-?\\d+")) {
            line(10, key + ": " + value);
        } else {
            line(10, key + ": '" + value + "'");
        }
    }

    private void operations() {
        line(0, "operations:");
        for (Topic<?> topic : topics) {
            for (Writer writer : topic.writers().stream().sorted().toList()) {
                String service = writer.name().toLowerCase(Locale.ROOT);
                line(2, service + "-writes-" + topic.name() + ":");
                line(4, "action: send");
                line(4, "channel:");
                line(6, "$ref: '#/channels/" + topic.name() + "'");
                line(4, "tags:");
                line(6, "- name: " + service);
            }
        }
    }

    private void messages() {
        line(0, "components:");
        line(2, "messages:");
        topics.stream()
                .collect(Collectors.toMap(AsyncApi::record, topic -> topic, (first, second) -> first, TreeMap::new))
                .values()
                .stream()
                .sorted(Comparator.comparing(AsyncApi::record))
                .forEach(this::message);
    }

    private void message(Topic<?> topic) {
        Schema schema = SpecificData.get().getSchema(topic.valueType());
        line(4, record(topic) + ":");
        line(6, "name: " + schema.getFullName());
        line(6, "summary: >-");
        line(8, schema.getDoc().replaceAll("\\s+", " ").strip());
        line(6, "contentType: application/avro");
        line(6, "bindings:");
        line(8, "kafka:");
        line(10, "key:");
        line(12, "type: string");
        line(6, "payload:");
        line(8, "schemaFormat: application/vnd.apache.avro+json;version=1.9.0");
        line(8, "schema:");
        line(10, "$ref: ../schemas/src/main/resources/released/" + record(topic) + ".avsc");
    }

    private static String record(Topic<?> topic) {
        return topic.valueType().getSimpleName();
    }

    private void line(int indent, String text) {
        yaml.append(" ".repeat(indent)).append(text).append('\n');
    }

    /** Every record's file, so that the references can be followed. */
    static Map<String, String> references() {
        Map<String, String> files = new TreeMap<>();
        Topics.all().forEach(topic -> files.put(record(topic), record(topic) + ".avsc"));
        return files;
    }
}
