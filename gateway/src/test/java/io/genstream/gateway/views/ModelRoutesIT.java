package io.genstream.gateway.views;

import static io.genstream.gateway.testing.GatewayFixture.V1;
import static io.genstream.gateway.testing.GatewayFixture.V2;
import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.testing.GatewayFixture;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelRoutesIT {
    private static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "models-it")).withModel();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void showsVersionWithFiguresAndServingState() {
        gateway.feeder.evaluation(gateway.model, V1, "fd-digits-2000-none", 3.5);
        gateway.feeder.serving(gateway.model, V1, Instant.now());
        gateway.feeder.serving(gateway.model, V2, Instant.now().minusSeconds(600));
        String path = "/v1/models/" + gateway.model + "/versions/";
        Awaitility.await().untilAsserted(() -> {
            JsonObject version = json(gateway.get(path + V1));
            assertThat(version.getJsonObject("metrics").getDouble("fd-digits-2000-none"))
                    .isEqualTo(3.5);
            JsonObject figure = version.getJsonArray("figures").getJsonObject(0);
            assertThat(figure.getString("metric")).isEqualTo("fd-digits-2000-none");
            assertThat(figure.getString("measure")).isEqualTo("frechet-distance");
            assertThat(figure.getString("kind")).isEqualTo("DISTANCE");
            assertThat(figure.getDouble("value")).isEqualTo(3.5);
            assertThat(version.getJsonArray("serving").getJsonObject(0).getString("state"))
                    .isEqualTo("READY");
        });
        JsonObject card = json(gateway.get(path + V1)).getJsonObject("card");
        assertThat(card.getJsonArray("attributeNames")).hasSize(10);
        assertThat(card.getInteger("labelRowCount")).isEqualTo(10);
        assertThat(json(gateway.get(path + V2)).getJsonArray("serving"))
                .as("a stale heartbeat")
                .isEmpty();
        assertThat(gateway.get("/v2/models/" + gateway.model + "/ready").statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/v2/models/" + gateway.model + "/versions/" + V2 + "/ready")
                        .statusCode())
                .isEqualTo(503);
        String evaluations = "/v1/evaluations?model=" + gateway.model;
        assertThat(json(gateway.get(evaluations)).getJsonArray("evaluations")).hasSize(1);
        assertThat(json(gateway.get(evaluations + "&measure=frechet-distance&kind=DISTANCE"))
                        .getJsonArray("evaluations"))
                .hasSize(1);
        assertThat(json(gateway.get(evaluations + "&measure=recall")).getJsonArray("evaluations"))
                .isEmpty();
    }

    @Test
    void listsModelsWithWhatIsRolledOut() {
        JsonObject model = json(gateway.get("/v1/models")).getJsonArray("models").stream()
                .map(m -> (JsonObject) m)
                .filter(m -> m.getString("model").equals(gateway.model))
                .findFirst()
                .orElseThrow();

        assertThat(model.getString("stable")).isEqualTo(V1);
        assertThat(model.getString("latest")).isEqualTo(V2);
        assertThat(json(gateway.get("/v1/models/" + gateway.model + "/versions"))
                        .getJsonArray("versions"))
                .hasSize(2);
    }

    @Test
    void handsOutArtifacts() {
        String path = "/v1/models/" + gateway.model + "/versions/" + V1 + "/artifacts/";

        HttpResponse<byte[]> response = gateway.sendForBytes("GET", path + "generator", null);

        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("onnx of one");
        String tag = response.headers().firstValue("ETag").orElseThrow();
        assertThat(gateway.get(path + "generator", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        HttpResponse<String> missing = gateway.get(path + "encoder");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(json(missing).getString("detail")).contains("generator");
    }
}
