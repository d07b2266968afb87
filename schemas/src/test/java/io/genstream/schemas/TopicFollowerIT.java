package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.TestBroker;
import io.genstream.schemas.avro.ControlAction;
import io.genstream.schemas.avro.RequestControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TopicFollowerIT {
    private final KafkaConnection connection = KafkaConnection.single(TestBroker.bootstrap());

    @Test
    void catchesUpGoesOnAndPassesPoisonBy() throws Exception {
        TopicCreator.ensure(connection, List.of(Topics.REQUEST_CONTROLS));
        Collected collected = new Collected();
        try (var producer =
                new KafkaProducer<>(connection.producer("test"), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record("before", bytes("before"))).get();
            try (var follower =
                    TopicFollower.start(connection, Topics.REQUEST_CONTROLS, "test", collected, collected)) {
                assertThat(follower.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
                assertThat(collected.keys).containsExactly("before");

                producer.send(record("poison", new byte[] {1, 2, 3})).get();
                producer.send(record("after", bytes("after"))).get();

                await().untilAsserted(() -> assertThat(collected.keys).containsExactly("before", "after"));
                assertThat(collected.poison).containsExactly("poison");
                assertThat(follower.failure()).isEmpty();

                producer.send(record("senseless", bytes("senseless"))).get();
                await().untilAsserted(() -> assertThat(collected.poison).containsExactly("poison", "senseless"));
                producer.send(record("without room", bytes("without room"))).get();
                await().during(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(collected.keys).doesNotContain("without room"));
                collected.poison.clear();
                await().untilAsserted(() -> assertThat(collected.keys).endsWith("without room"));
                assertThat(follower.failure()).isEmpty();
            }
        }
    }

    private static ProducerRecord<String, byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(Topics.REQUEST_CONTROLS.name(), key, value);
    }

    private static byte[] bytes(String requestId) {
        RequestControl control = RequestControl.newBuilder()
                .setRequestId(requestId)
                .setAction(ControlAction.CANCEL)
                .setAt(Instant.EPOCH)
                .build();
        return Topics.REQUEST_CONTROLS.serializer().serialize(Topics.REQUEST_CONTROLS.name(), control);
    }

    private static final class Collected implements TopicFollower.Listener<RequestControl>, DeadLetters {
        final List<String> keys = new CopyOnWriteArrayList<>();
        final List<Object> poison = new CopyOnWriteArrayList<>();

        @Override
        public void onRecord(String key, RequestControl value, ConsumerRecord<String, byte[]> meta) {
            if (key.equals("senseless")) {
                throw new IllegalArgumentException("makes no sense");
            }
            keys.add(key);
        }

        @Override
        public CompletableFuture<Void> keep(ConsumerRecord<?, byte[]> record, Throwable error) {
            poison.add(record.key());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean hasRoom() {
            return poison.size() < 2;
        }
    }
}
