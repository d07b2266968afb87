package io.genstream.gateway.deletion;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.gateway.datasets.kafka.DatasetWriter;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.kafka.LogReader;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole data set goes: looked for in the log, too, and what comes under its name afterwards is another one. */
class DatasetDeletionIT {
    private static GatewayFixture gateway;
    private static DatasetWriter writer;

    private final String dataset = "set-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "dataset-deletion-it"));
        writer = new DatasetWriter(KafkaConnection.single(TestBroker.bootstrap()), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        writer.close();
        gateway.close();
    }

    @Test
    void aDataSetGoesWhereverItsRecordsLieAndANewOneOfItsNameCountsOn() {
        assertThat(write(1, 20).revision()).isEqualTo(1);
        assertThat(write(1, 30).revision()).isEqualTo(2);
        putOnTheOtherPartition(dataset + "/7");
        String other = dataset + "-other";
        write(other, 1, 3);

        HttpResponse<String> deleted = delete();

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
        assertThat(json(deleted).getLong("deleted")).isGreaterThanOrEqualTo(31);
        assertThat(gateway.get("/v1/datasets/" + dataset).statusCode()).isEqualTo(404);
        assertThat(LogReader.partitionedKeys("dataset-records"))
                .noneMatch(key -> key.contains(" " + dataset + "/"))
                .anyMatch(key -> key.contains(" " + other + "/"));
        assertThat(delete().statusCode())
                .as("a second time: its old records are still there, before compaction")
                .isEqualTo(200);

        DatasetRevision again = write(2, 3);
        assertThat(again.revision()).as("no number is given twice").isEqualTo(3);
        assertThat(again.description().height()).isEqualTo(2);
        assertThat(again.counts().get(DatasetSplit.TRAIN)).isEqualTo(3);
        Awaitility.await().untilAsserted(() -> assertThat(
                        gateway.get("/v1/datasets/" + dataset).statusCode())
                .isEqualTo(200));
    }

    @Test
    void aDataSetThatIsTrainedOnStays() {
        write(1, 3);
        gateway.feeder.run("run-on-" + dataset, "some-model", dataset, null);
        Awaitility.await().untilAsserted(() -> assertThat(
                        gateway.get("/v1/runs/run-on-" + dataset).statusCode())
                .isEqualTo(200));

        HttpResponse<String> refused = delete();

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).getString("code")).isEqualTo("DATASET_IN_TRAINING");
        assertThat(json(refused).getString("detail")).contains("run-on-" + dataset, "stop it first");
        assertThat(LogReader.keys("dataset-records")).anyMatch(key -> key.startsWith(dataset + "/"));
    }

    @Test
    void aDeletionThatWasCutOffIsMendedByRepeatingIt() {
        write(1, 3);
        gateway.feeder.sendBytes("dataset-records", dataset + "/0", null);

        assertThat(delete().statusCode()).isEqualTo(200);
        assertThat(LogReader.keys("dataset-records")).noneMatch(key -> key.startsWith(dataset + "/"));
        assertThat(gateway.send("DELETE", "/v1/datasets/never-" + dataset, null).statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> delete() {
        return gateway.send("DELETE", "/v1/datasets/" + dataset, null);
    }

    private DatasetRevision write(int side, int count) {
        return write(dataset, side, count);
    }

    private static DatasetRevision write(String id, int side, int count) {
        return writer.write(
                new DatasetDescription(id, LabelMeaning.NONE, List.of(), side, side, 1, ""),
                IntStream.range(0, count)
                        .mapToObj(i -> DatasetImage.raw(
                                Integer.toString(i),
                                new byte[side * side],
                                side,
                                side,
                                1,
                                List.of(),
                                DatasetSplit.TRAIN))
                        .iterator(),
                n -> {});
    }

    private static void putOnTheOtherPartition(String key) {
        int home = Topic.partitionOf(key, Topics.DATASET_RECORDS.partitions());
        byte[] some = LogReader.value("dataset-records", key);
        gateway.feeder.sendBytes("dataset-records", 1 - home, key, some);
    }
}
