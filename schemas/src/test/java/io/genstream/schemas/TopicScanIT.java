package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.broker.TestBroker;
import io.genstream.schemas.avro.RequestControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicScanIT {
    private final KafkaConnection connection = KafkaConnection.single(TestBroker.bootstrap());
    private final Topic<RequestControl> topic = new Topic<>(
            "scan-" + UUID.randomUUID(),
            RequestControl.class,
            Set.of(Writer.CLIENT),
            2,
            Map.of("cleanup.policy", "delete"));
    private final TopicScan scan = new TopicScan(connection, "test", Duration.ofSeconds(1));
    private final List<String> seen = new ArrayList<>();
    private final Consumer<ConsumerRecord<String, byte[]>> visitor = record -> seen.add(record.key());
    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void open() {
        TopicCreator.ensure(connection, List.of(topic));
        Map<String, Object> configs = connection.producer("test");
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.name());
        producer = new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void readsWhatIsCommittedFromTheGivenOffsetsToTheEnd() {
        commit("a", 0);
        abort("b", 0);
        commit("c", 1);
        abort("d", 1);

        List<Long> ends = scan.run(topic, List.of(), visitor);
        assertThat(seen).containsExactlyInAnyOrder("a", "c");
        assertThat(ends).containsExactly(4L, 4L);

        seen.clear();
        commit("e", 1);
        assertThat(scan.run(topic, ends, visitor)).containsExactly(4L, 6L);
        assertThat(seen).containsExactly("e");
    }

    @Test
    void readsFromTheBeginningWhereTheTopicEndsBeforeTheGivenOffset() {
        commit("a", 0);

        var unused = scan.run(topic, List.of(99L), visitor);

        assertThat(seen).containsExactly("a");
    }

    @Test
    void readsNothingThatComesAfterItBegan() {
        commit("a", 0);

        var unused = scan.run(topic, List.of(), record -> {
            visitor.accept(record);
            commit("later", 0);
            commit("later", 1);
        });

        assertThat(seen).containsExactly("a");
    }

    @Test
    void waitsForAnOpenTransactionOnlyWhereItIsToldTo() {
        commit("a", 0);
        producer.beginTransaction();
        send("open", 0);

        assertThat(scan.run(topic, List.of(), visitor)).containsExactly(2L, 0L);
        assertThatThrownBy(() -> scan.runPastTransactions(topic, List.of(), visitor))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("Topic " + topic + ", partition 0: nothing came for 1 s at offset 2 of 3");

        seen.clear();
        producer.commitTransaction();
        var unused = scan.runPastTransactions(topic, List.of(), visitor);
        assertThat(seen).containsExactly("a", "open");
    }

    @Test
    void canBeCancelledWhileNothingComes() {
        producer.beginTransaction();
        send("open", 0);
        commitOther();

        assertThatThrownBy(() -> scan.run(topic, List.of(), () -> true, visitor))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void readsTheTailOfPartitions() {
        for (String key : List.of("a", "b", "c")) {
            commit(key, 0);
        }
        commit("d", 1);

        scan.tail(List.of(new TopicPartition(topic.name(), 0), new TopicPartition(topic.name(), 1)), 4, visitor);

        assertThat(seen).containsExactlyInAnyOrder("b", "c", "d");
    }

    private void commitOther() {
        try (var other =
                new KafkaProducer<>(connection.producer("other"), new StringSerializer(), new ByteArraySerializer())) {
            var unused = other.send(new ProducerRecord<>(topic.name(), 1, "other", new byte[0]));
        }
    }

    private void commit(String key, int partition) {
        producer.beginTransaction();
        send(key, partition);
        producer.commitTransaction();
    }

    private void abort(String key, int partition) {
        producer.beginTransaction();
        send(key, partition);
        producer.flush();
        producer.abortTransaction();
    }

    private void send(String key, int partition) {
        var unused = producer.send(new ProducerRecord<>(topic.name(), partition, key, new byte[] {1}));
        producer.flush();
    }
}
