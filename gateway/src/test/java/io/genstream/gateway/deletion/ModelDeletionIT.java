package io.genstream.gateway.deletion;

import static io.genstream.gateway.testing.GatewayFixture.V1;
import static io.genstream.gateway.testing.GatewayFixture.V2;
import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.kafka.FakeGate;
import io.genstream.gateway.testing.kafka.LogReader;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions and models go for good: looked for in the log, too. */
class ModelDeletionIT {
    private static final String V3 = "20261122T000003Z-cccccc";
    private static final String V4 = "20261122T000004Z-dddddd";

    private GatewayFixture gateway;
    private FakeGate gate;
    private String path;

    @BeforeEach
    void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "deletion-it")).withModel();
        gate = new FakeGate(TestBroker.bootstrap(), gateway.model);
        path = "/v1/models/" + gateway.model;
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        gateway.close();
    }

    @Test
    void aVersionGoesWithItsArtifactsButNotWithThoseThatAnotherHas() {
        byte[] shared = ("shared by two of " + gateway.model).getBytes(StandardCharsets.UTF_8);
        gateway.feeder.checkpoint(gateway.model, V3, shared);
        gateway.feeder.checkpoint(gateway.model + "-other", V3, shared);
        gateway.feeder.checkpoint(gateway.model, V4, ("one's own " + gateway.model).getBytes(StandardCharsets.UTF_8));
        String common = artifact(V3);
        String own = artifact(V4);

        assertThat(delete(path + "/versions/" + V4).body()).contains(V4);
        assertThat(delete(path + "/versions/" + V3).statusCode()).isEqualTo(200);

        assertThat(gateway.get(path + "/versions/" + V4).statusCode()).isEqualTo(404);
        assertThat(json(gateway.get(path)).getJsonArray("versions")).containsExactly(V2, V1);
        assertThat(LogReader.keys("checkpoints"))
                .contains(gateway.model + "/" + V1, gateway.model + "-other/" + V3)
                .doesNotContain(gateway.model + "/" + V3, gateway.model + "/" + V4);
        assertThat(LogReader.keys("artifacts")).contains(common + "/0").doesNotContain(own + "/0");
        HttpResponse<String> asked = gateway.post(
                "/v1/generations", "{\"model\":\"" + gateway.model + "\",\"version\":\"" + V4 + "\",\"count\":1}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(404);
        assertThat(gateway.registry
                        .counter("genstream.gateway.deleted", "what", "version")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aVersionThatIsRolledOutOrWantedStaysAndTheAnswerSaysWhatToDo() {
        gateway.feeder.rollout(gateway.model, V1, V2, 10, 2);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(json(gateway.get(path)).getString("canary")).isEqualTo(V2));

        HttpResponse<String> stable = delete(path + "/versions/" + V1);
        HttpResponse<String> canary = delete(path + "/versions/" + V2);

        assertThat(stable.statusCode()).isEqualTo(409);
        assertThat(json(stable).getString("code")).isEqualTo("VERSION_ROLLED_OUT");
        assertThat(json(stable).getString("detail"))
                .contains("is stable: promote another version first, or delete the whole model");
        assertThat(json(canary).getString("detail")).contains("is canary: end the canary first");
        assertThat(delete(path + "/versions/never").statusCode()).isEqualTo(404);
        assertThat(LogReader.keys("checkpoints")).contains(gateway.model + "/" + V1, gateway.model + "/" + V2);
    }

    @Test
    void whatARunTrainsOrGoesOnFromStays() {
        gateway.feeder.run("run-of-" + gateway.model, gateway.model, "digits", V2);
        Awaitility.await().untilAsserted(() -> assertThat(
                        gateway.get("/v1/runs/run-of-" + gateway.model).statusCode())
                .isEqualTo(200));

        HttpResponse<String> version = delete(path + "/versions/" + V2);
        HttpResponse<String> model = delete(path);

        assertThat(version.statusCode()).isEqualTo(409);
        assertThat(json(version).getString("code")).isEqualTo("RUN_GOES_ON_FROM_IT");
        assertThat(model.statusCode()).isEqualTo(409);
        assertThat(json(model).getString("code")).isEqualTo("MODEL_IN_TRAINING");
        assertThat(json(model).getString("detail"))
                .contains("run-of-" + gateway.model, "stop it first (DELETE /v1/runs/run-of-");
    }

    @Test
    void aModelGoesWithItsRollOut() {
        HttpResponse<String> deleted = delete(path);

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
        assertThat(json(deleted).getJsonArray("deleted"))
                .as("what users get goes last")
                .containsExactly(V2, V1);
        assertThat(json(deleted).getString("rollout")).isEqualTo("DELETED");
        assertThat(gate.commands()).hasSize(1);
        Awaitility.await()
                .untilAsserted(() -> assertThat(delete(path).statusCode()).isEqualTo(404));
        assertThat(gateway.get("/v1/models").body()).doesNotContain(gateway.model);
        assertThat(LogReader.keys("model-rollouts")).doesNotContain(gateway.model);
    }

    @Test
    void aDeletionThatWasCutOffIsMendedByRepeatingIt() {
        gate.refuseWith("not now");
        HttpResponse<String> half = delete(path);
        assertThat(half.statusCode()).isEqualTo(409);
        assertThat(json(half).getString("detail")).contains("The versions are gone, the roll-out stays: not now");
        assertThat(LogReader.keys("model-rollouts")).contains(gateway.model);

        gate.refuseWith(null);
        assertThat(delete(path).statusCode()).isEqualTo(200);
        assertThat(LogReader.keys("model-rollouts")).doesNotContain(gateway.model);
    }

    private HttpResponse<String> delete(String what) {
        return gateway.send("DELETE", what, null);
    }

    private String artifact(String version) {
        JsonObject[] found = new JsonObject[1];
        Awaitility.await().untilAsserted(() -> {
            HttpResponse<String> response = gateway.get(path + "/versions/" + version);
            assertThat(response.statusCode()).isEqualTo(200);
            found[0] = json(response).getJsonObject("artifacts").getJsonObject("generator");
        });
        return found[0].getString("sha256");
    }
}
