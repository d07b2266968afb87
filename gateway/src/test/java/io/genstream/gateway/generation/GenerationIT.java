package io.genstream.gateway.generation;

import static io.genstream.gateway.testing.GatewayFixture.V1;
import static io.genstream.gateway.testing.GatewayFixture.V2;
import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.kafka.FakeInference;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GenerationIT {
    private static GatewayFixture gateway;
    private static FakeInference inference;

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "generation-it")).withModel();
        inference = new FakeInference(TestBroker.bootstrap(), gateway.model);
    }

    @AfterAll
    static void stop() throws Exception {
        inference.close();
        gateway.close();
    }

    @BeforeEach
    void serve() {
        inference.mode(FakeInference.Mode.SERVE);
    }

    @Test
    void waitsForLabelledImages() {
        HttpResponse<String> response = post("{\"count\":12,\"seed\":5,\"labels\":[3,\"7\"]}", "Prefer", "wait=30");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Preference-Applied")).contains("wait=30");
        JsonObject result = json(response);
        assertThat(result.getString("version")).isEqualTo(V1);
        assertThat(result.getLong("seed")).isEqualTo(5);
        JsonArray images = result.getJsonArray("images");
        assertThat(images).hasSize(12);
        for (int i = 0; i < 12; i++) {
            JsonObject image = images.getJsonObject(i);
            int label = i % 2 == 0 ? 3 : 7;
            assertThat(image.getString("labelName")).isEqualTo(Integer.toString(label));
            assertThat(image.getJsonArray("label").getDouble(0)).isEqualTo(label);
            assertThat(picture(image).value(4, 4, 0)).isEqualTo(FakeInference.pixel(5, i, label));
        }
    }

    @Test
    void measuresEveryStageOfARequest() {
        Map<String, Long> before = stages();
        post("{\"count\":2}", "Prefer", "wait=30");
        assertThat(stages())
                .hasSize(3)
                .allSatisfy((stage, count) -> assertThat(count).as(stage).isGreaterThan(before.get(stage)));
    }

    private static Map<String, Long> stages() {
        return gateway.registry.find("genstream.gateway.stage").timers().stream()
                .collect(Collectors.toMap(timer -> timer.getId().getTag("stage"), Timer::count));
    }

    @Test
    void tellsLatentsToThoseWhoAsk() {
        String order = "{\"count\":5,\"latents\":[[1,2,3,4,5,6,7,8],[0.5,0,0,0,0,0,0,0]]";
        HttpResponse<String> response = post(order + ",\"withLatents\":true}", "Prefer", "wait=30");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonArray images = json(response).getJsonArray("images");
        assertThat(images.getJsonObject(2).getJsonArray("latent"))
                .isEqualTo(JsonArray.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0));
        assertThat(images.getJsonObject(3).getJsonArray("latent").getDouble(0)).isEqualTo(0.5);
        assertThat(json(gateway.get("/v1/generations/" + json(response).getString("id")))
                        .getJsonArray("images"))
                .as("the result that is kept")
                .isEqualTo(images);
        assertThat(json(post(order + "}", "Prefer", "wait=30"))
                        .getJsonArray("images")
                        .getJsonObject(0)
                        .fieldNames())
                .doesNotContain("latent");
    }

    @Test
    void acceptsAndAnswersLater() {
        HttpResponse<String> accepted = post("{\"count\":3}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String location = accepted.headers().firstValue("Location").orElseThrow();

        Awaitility.await().untilAsserted(() -> assertThat(gateway.get(location).statusCode())
                .isEqualTo(200));

        JsonObject result = json(gateway.get(location));
        assertThat(result.getString("id")).isEqualTo(json(accepted).getString("id"));
        assertThat(result.getLong("seed")).as("chosen and told").isBetween(0L, 1L << 53);
        JsonObject raw = json(gateway.get(location + "?encoding=RAW"));
        assertThat(Base64.getDecoder()
                        .decode(raw.getJsonArray("images").getJsonObject(0).getString("image")))
                .hasSize(1_024);
    }

    @Test
    void drawsContactSheetWithOneColumnPerLabel() {
        HttpResponse<byte[]> response = gateway.sendForBytes(
                "POST",
                "/v1/generations",
                "{\"model\":\"" + gateway.model + "\",\"count\":8,\"labels\":[0,1,2,3]}",
                "Prefer",
                "wait=30",
                "Accept",
                "image/png");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("image/png");
        Pixels sheet = ImageCodec.decode(response.body());
        assertThat(sheet.width()).isEqualTo(2 + 4 * 34);
    }

    @Test
    void splitsLargeRequests() {
        int before = inference.requests().size();
        HttpResponse<String> response = post("{\"count\":2500,\"seed\":1,\"encoding\":\"RAW\"}", "Prefer", "wait=60");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).getJsonArray("images")).hasSize(2_500);
        assertThat(inference.requests().subList(before, inference.requests().size()))
                .extracting(line -> line.substring(line.indexOf(' ') + 1))
                .containsExactly(V1 + " 0 1024 64", V1 + " 1024 1024 64", V1 + " 2048 452 64");
    }

    @Test
    void samePicturesWhateverTheBatchSize() {
        String small = post("{\"count\":9,\"seed\":3,\"batchSize\":2}", "Prefer", "wait=30")
                .body();
        String large = post("{\"count\":9,\"seed\":3,\"batchSize\":9}", "Prefer", "wait=30")
                .body();

        assertThat(new JsonObject(small).getJsonArray("images"))
                .isEqualTo(new JsonObject(large).getJsonArray("images"));
    }

    @Test
    void answersAfterRestart() {
        String location = post("{\"count\":70,\"seed\":8,\"batchSize\":16}", "Prefer", "wait=30")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String before = gateway.get(location).body();

        try (GatewayFixture other = new GatewayFixture(Map.of("instance.id", "another"))) {
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(other.get(location).statusCode()).isEqualTo(200));
            assertThat(other.get(location).body()).isEqualTo(before);
        }
    }

    @Test
    void readsBackWhatTheTailMissed() {
        inference.mode(FakeInference.Mode.MISDIRECT);

        HttpResponse<String> response = post("{\"count\":20,\"seed\":2}", "Prefer", "wait=30");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(picture(json(response).getJsonArray("images").getJsonObject(19))
                        .value(0, 0, 0))
                .isEqualTo(FakeInference.pixel(2, 19, 9));
    }

    @Test
    void passesOnTheServingSidesFailure() {
        inference.mode(FakeInference.Mode.FAIL);

        HttpResponse<String> response = post("{}", "Prefer", "wait=30");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).getString("code")).isEqualTo("VERSION_FAILED");
        assertThat(json(response).getString("detail")).isEqualTo("the test wants it so");
        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(json(gateway.get(location)).getString("code")).isEqualTo("VERSION_FAILED");
    }

    @Test
    void givesProgressWhenTheWaitIsOver() {
        inference.mode(FakeInference.Mode.SILENT);

        HttpResponse<String> response = post("{\"count\":4}", "Prefer", "wait=1");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).getString("state")).isEqualTo("RUNNING");
        assertThat(json(response).getInteger("done")).isZero();
        assertThat(json(response).getInteger("total")).isEqualTo(4);
    }

    @Test
    void cancels() {
        inference.mode(FakeInference.Mode.SILENT);
        String location = post("{}").headers().firstValue("Location").orElseThrow();

        assertThat(gateway.send("DELETE", location, null).statusCode()).isEqualTo(200);

        assertThat(gateway.get(location).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesToCancelWhatHasEnded() {
        String location =
                post("{}", "Prefer", "wait=30").headers().firstValue("Location").orElseThrow();

        HttpResponse<String> response = gateway.send("DELETE", location, null);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).getString("code")).isEqualTo("ALREADY_ENDED");
    }

    @Test
    void repeatWithSameKeyIsSameRequest() {
        String key = UUID.randomUUID().toString();
        int before = inference.requests().size();
        HttpResponse<String> first = post("{\"count\":2}", "Prefer", "wait=30", "Idempotency-Key", key);
        HttpResponse<String> second = post("{\"count\":2}", "Prefer", "wait=30", "Idempotency-Key", key);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(inference.requests()).hasSize(before + 1);
        HttpResponse<String> other = post("{\"count\":3}", "Idempotency-Key", key);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void usesTheVersionThatIsNamed() {
        HttpResponse<String> response = post("{\"version\":\"" + V2 + "\"}", "Prefer", "wait=30");

        assertThat(json(response).getString("version")).isEqualTo(V2);
    }

    @Test
    void refusesMoreThanTheLimitsWithRetryAfter() {
        try (GatewayFixture small = new GatewayFixture(Map.of("instance.id", "small", "pending.requests.max", "1"))) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                            small.get("/v1/models/" + gateway.model).statusCode())
                    .isEqualTo(200));
            inference.mode(FakeInference.Mode.SILENT);
            String body = "{\"model\":\"" + gateway.model + "\"}";
            assertThat(small.post("/v1/generations", body).statusCode()).isEqualTo(202);

            HttpResponse<String> refused = small.post("/v1/generations", body);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).getString("code")).isEqualTo("OVERLOADED");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(small.registry
                            .get("genstream.gateway.requests.refused")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    private static Pixels picture(JsonObject image) {
        return ImageCodec.decode(Base64.getDecoder().decode(image.getString("image")));
    }

    private static HttpResponse<String> post(String fields, String... headers) {
        String body = new JsonObject(fields).put("model", gateway.model).encode();
        return gateway.post("/v1/generations", body, headers);
    }
}
