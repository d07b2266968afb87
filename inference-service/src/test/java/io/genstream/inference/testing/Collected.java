package io.genstream.inference.testing;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicFollower;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Everything that a topic holds and gets, for a test to look into. */
public final class Collected<V extends SpecificRecord> implements TopicFollower.Listener<V>, AutoCloseable {
    private final List<Item<V>> items = new CopyOnWriteArrayList<>();
    private final TopicFollower<V> follower;

    /** One record. */
    public record Item<V>(String key, V value, int partition, long offset, Headers headers) {}

    public Collected(KafkaConnection connection, Topic<V> topic) {
        this.follower = TopicFollower.start(connection, topic, "test-" + topic.name(), Collected::refuse, this);
    }

    public List<Item<V>> where(Predicate<V> wanted) {
        return items.stream()
                .filter(i -> i.value() != null && wanted.test(i.value()))
                .toList();
    }

    @Override
    public void onRecord(String key, V value, ConsumerRecord<String, byte[]> meta) {
        items.add(new Item<>(key, value, meta.partition(), meta.offset(), meta.headers()));
    }

    private static CompletableFuture<Void> refuse(ConsumerRecord<?, byte[]> record, Throwable error) {
        throw new AssertionError("the service wrote poison to " + record.topic(), error);
    }

    @Override
    public void close() {
        follower.close();
    }
}
