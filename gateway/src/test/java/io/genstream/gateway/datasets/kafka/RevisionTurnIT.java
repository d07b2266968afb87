package io.genstream.gateway.datasets.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RevisionTurnIT {
    private final KafkaConnection kafka = KafkaConnection.single(TestBroker.bootstrap());
    private final String datasetId = "set-" + UUID.randomUUID();

    /** Or the next turn would announce the same number. */
    @Test
    void aRevisionIsKnownThoughAnotherDataSetsOpenTransactionHidesIt() throws Exception {
        Map<String, Object> configs = kafka.producer("other");
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "other-" + datasetId);
        DatasetRevision first = new DatasetRevision(
                new DatasetDescription(datasetId, LabelMeaning.NONE, List.of(), 1, 1, 1, "none"),
                1,
                List.of(0L, 0L),
                Map.of());
        try (DatasetLog log = new DatasetLog(kafka, "test", 100);
                RevisionTurn turn = log.turn(datasetId);
                KafkaProducer<String, byte[]> other =
                        new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer())) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(Topics.DATASET_UPDATES.name(), "other", new byte[] {1}))
                    .get();
            assertThat(turn.announce(first, Instant.EPOCH)).isTrue();

            CompletableFuture<Optional<DatasetRevision>> latest =
                    CompletableFuture.supplyAsync(() -> log.latest(datasetId));
            await().during(Duration.ofSeconds(1)).until(() -> !latest.isDone());
            other.abortTransaction();

            assertThat(latest.get(30, TimeUnit.SECONDS)).contains(first);
        }
    }
}
