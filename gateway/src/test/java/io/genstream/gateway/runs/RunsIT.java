package io.genstream.gateway.runs;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.gateway.datasets.kafka.DatasetWriter;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.kafka.FakeTrainer;
import io.genstream.schemas.KafkaConnection;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RunsIT {
    @Test
    void startsAndStopsRuns() throws Exception {
        String dataset = "set-" + UUID.randomUUID();
        String recipe = "recipe-" + UUID.randomUUID();
        try (GatewayFixture gateway = new GatewayFixture(Map.of("instance.id", "runs-it"));
                FakeTrainer trainer = new FakeTrainer(TestBroker.bootstrap(), recipe);
                DatasetWriter writer =
                        new DatasetWriter(KafkaConnection.single(TestBroker.bootstrap()), Clock.systemUTC())) {
            HttpResponse<String> tooEarly =
                    gateway.post("/v1/runs", "{\"recipe\":\"" + recipe + "\",\"datasetId\":\"" + dataset + "\"}");
            assertThat(tooEarly.statusCode()).isEqualTo(422);
            assertThat(tooEarly.body()).contains("there is no data set " + dataset);
            assertThat(writer.write(
                                    new DatasetDescription(dataset, LabelMeaning.NONE, List.of(), 1, 1, 1, ""),
                                    List.of(DatasetImage.raw("a", new byte[1], 1, 1, 1, List.of(), DatasetSplit.TRAIN))
                                            .iterator(),
                                    n -> {})
                            .revision())
                    .isEqualTo(1);
            Awaitility.await().untilAsserted(() -> {
                assertThat(gateway.get("/v1/datasets").body()).contains(dataset);
                assertThat(gateway.get("/v1/recipes").body()).contains(recipe);
            });

            HttpResponse<String> started = gateway.post(
                    "/v1/runs",
                    "{\"recipe\":\"" + recipe + "\",\"datasetId\":\"" + dataset + "\",\"parameters\":{\"threads\":1}}");

            assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
            String path = started.headers().firstValue("Location").orElseThrow();
            Awaitility.await().untilAsserted(() -> assertThat(gateway.get(path).statusCode())
                    .isEqualTo(200));
            assertThat(json(gateway.get(path))
                            .getJsonObject("recipe")
                            .getJsonObject("parameters")
                            .getString("threads"))
                    .isEqualTo("1");

            String runId = json(gateway.get(path)).getString("runId");
            showsTheCurve(gateway, path, runId);
            refusesToDeleteTheRecordOfARunThatTrains(gateway, path);

            assertThat(gateway.send("DELETE", path, null).statusCode()).isEqualTo(202);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(json(gateway.get(path)).getString("state"))
                            .isEqualTo("STOPPED"));
            assertThat(trainer.commands()).containsExactly("START", "STOP");
            deletesTheRecord(gateway, trainer, path);
            assertThat(gateway.send("DELETE", "/v1/runs/never", null).statusCode())
                    .isEqualTo(404);
        }
    }

    private static void showsTheCurve(GatewayFixture gateway, String path, String runId) {
        assertThat(json(gateway.get(path + "/progress")).getJsonArray("points")).isEmpty();
        gateway.feeder.progress(runId, "m", 1, 0.5);
        gateway.feeder.progress(runId, "m", 2, 0.25);
        gateway.feeder.progress("another-" + runId, "m", 3, 0.125);
        Awaitility.await().untilAsserted(() -> assertThat(
                        json(gateway.get(path + "/progress")).getJsonArray("points"))
                .extracting(
                        point -> ((JsonObject) point).getJsonObject("losses").getDouble("generator"))
                .containsExactly(0.5, 0.25));
        assertThat(gateway.get("/v1/runs/never/progress").statusCode()).isEqualTo(404);
    }

    private static void refusesToDeleteTheRecordOfARunThatTrains(GatewayFixture gateway, String path) {
        HttpResponse<String> stillRuns = gateway.send("DELETE", path + "/record", null);
        assertThat(stillRuns.statusCode()).isEqualTo(409);
        assertThat(json(stillRuns).getString("code")).isEqualTo("RUN_NOT_ENDED");
        assertThat(json(stillRuns).getString("detail")).contains("stop it first");
    }

    private static void deletesTheRecord(GatewayFixture gateway, FakeTrainer trainer, String path) {
        assertThat(gateway.send("DELETE", path + "/record", null).statusCode()).isEqualTo(202);
        Awaitility.await()
                .untilAsserted(() -> assertThat(gateway.get(path).statusCode()).isEqualTo(404));
        assertThat(trainer.commands()).containsExactly("START", "STOP", "DELETE");
        assertThat(gateway.get("/v1/runs").body()).doesNotContain(path.substring(path.lastIndexOf('/') + 1));
    }
}
