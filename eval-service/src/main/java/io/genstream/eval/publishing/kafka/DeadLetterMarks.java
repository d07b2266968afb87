package io.genstream.eval.publishing.kafka;

import io.genstream.schemas.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to where poison became dead letters. A view is read from the beginning at every start and meets the same poison again; the
 * marks, committed offsets of groups that nobody joins, tell which of it is known. A broker forgets them a week after the last one
 * was set: then a dead letter comes twice, which is better than never. Thread-safe; asked only when there is poison.
 */
final class DeadLetterMarks implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterMarks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final String group;
    private final Map<String, Map<TopicPartition, Long>> known = new HashMap<>();
    private final Set<TopicPartition> missing = new HashSet<>();

    DeadLetterMarks(KafkaConnection connection, String clientId, String group) {
        this.admin = Admin.create(connection.admin(clientId + "-dead-letters"));
        this.group = group + "-dead-letters";
    }

    /** @param scope whose reading it is, where one topic is read on several occasions; empty else */
    synchronized boolean passed(String scope, ConsumerRecord<?, ?> poison) throws InterruptedException {
        Map<TopicPartition, Long> marks = known.get(scope);
        if (marks == null) {
            marks = committed(scope);
            known.put(scope, marks);
        }
        return poison.offset() < marks.getOrDefault(partition(poison), 0L);
    }

    /** The dead letter is in the log. */
    synchronized void pass(String scope, ConsumerRecord<?, ?> poison) throws InterruptedException {
        TopicPartition partition = partition(poison);
        if (missing.contains(partition)) {
            return;
        }
        known.computeIfAbsent(scope, s -> new HashMap<>()).put(partition, poison.offset() + 1);
        get(
                admin.alterConsumerGroupOffsets(
                                group(scope), Map.of(partition, new OffsetAndMetadata(poison.offset() + 1)))
                        .all(),
                null);
    }

    /** The dead letter could not be written: the next start must meet its poison again. */
    synchronized void failed(ConsumerRecord<?, ?> poison) {
        missing.add(partition(poison));
    }

    private Map<TopicPartition, Long> committed(String scope) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group(scope)).partitionsToOffsetAndMetadata(), Map.of());
        Map<TopicPartition, Long> marks = new HashMap<>();
        committed.forEach((partition, mark) -> {
            if (mark != null) {
                marks.put(partition, mark.offset());
            }
        });
        return marks;
    }

    private static <T> T get(KafkaFuture<T> answer, T otherwise) throws InterruptedException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.info("Marks of dead letters are out of reach; some may come twice: {}", e.toString());
            return otherwise;
        }
    }

    private String group(String scope) {
        return scope.isEmpty() ? group : group + "-" + scope;
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> poison) {
        return new TopicPartition(poison.topic(), poison.partition());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
