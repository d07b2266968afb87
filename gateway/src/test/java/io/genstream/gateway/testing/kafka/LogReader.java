package io.genstream.gateway.testing.kafka;

import io.genstream.broker.TestBroker;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a compacted topic has after compaction. */
public final class LogReader {
    private LogReader() {}

    /** Keys whose last record, on whatever partition, is not null. */
    public static Set<String> keys(String topicName) {
        return last(topicName, ConsumerRecord::key).keySet();
    }

    /** "partition key" of each key whose last record on that partition is not null: compaction goes by partition. */
    public static Set<String> partitionedKeys(String topicName) {
        return last(topicName, record -> record.partition() + " " + record.key())
                .keySet();
    }

    public static byte[] value(String topicName, String key) {
        return last(topicName, ConsumerRecord::key).get(key);
    }

    private static Map<String, byte[]> last(String topicName, Function<ConsumerRecord<String, byte[]>, String> keyOf) {
        Topic<?> topic = Topics.all().stream()
                .filter(t -> t.name().equals(topicName))
                .findFirst()
                .orElseThrow();
        Map<String, byte[]> last = new TreeMap<>();
        List<Long> unused = new TopicScan(KafkaConnection.single(TestBroker.bootstrap()), "log-reader")
                .run(topic, List.of(), record -> last.put(keyOf.apply(record), record.value()));
        last.values().removeIf(value -> value == null);
        return last;
    }
}
