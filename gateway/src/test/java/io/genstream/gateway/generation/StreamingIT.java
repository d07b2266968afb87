package io.genstream.gateway.generation;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.Tar;
import io.genstream.gateway.testing.kafka.Container;
import io.genstream.gateway.testing.kafka.FakeInference;
import io.genstream.model.pixels.ImageCodec;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are written while their images are made. */
class StreamingIT {
    private static GatewayFixture gateway;
    private static FakeInference inference;

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "streaming-it", "streams.max", "2")).withModel();
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

    @AfterEach
    void release() {
        inference.release();
    }

    @Test
    void firstImagesComeBeforeTheLastAreMade() throws IOException {
        inference.hold(1);

        try (InputStream tar = stream("{\"count\":3000,\"seed\":1}").body()) {
            byte[] early = tar.readNBytes(1_024_000); // of the thousand that may be made: each takes 2 KiB at least
            inference.release();

            Map<String, byte[]> files = Tar.read(new SequenceInputStream(new java.io.ByteArrayInputStream(early), tar));

            assertThat(files).hasSize(6_000);
            for (int i : new int[] {0, 1_023, 1_024, 2_999}) {
                assertThat(ImageCodec.decode(files.get(String.format(Locale.ROOT, "%06d.png", i)))
                                .value(0, 0, 0))
                        .isEqualTo(FakeInference.pixel(1, i, i % 10));
            }
        }
    }

    @Test
    void givesMoreThanTheJsonFormCan() {
        String fields = body("{\"count\":12000,\"seed\":3}");
        assertThat(gateway.post("/v1/generations", fields, "Prefer", "wait=30").statusCode())
                .isEqualTo(422);

        HttpResponse<byte[]> response =
                gateway.sendForBytes("POST", "/v1/generations", fields, "Prefer", "wait=30", "Accept", "avro/binary");

        assertThat(response.statusCode()).isEqualTo(200);
        Map<Long, Container.Picture> pictures = Container.read(response.body());
        assertThat(pictures).hasSize(12_000);
        pictures.forEach((index, picture) ->
                assertThat(picture.raw()[0] & 0xFF).isEqualTo(FakeInference.pixel(3, index, (int) (index % 10))));
    }

    @Test
    void slowClientHoldsBackTheMaking() throws IOException {
        int before = inference.requests().size();
        try (InputStream body = gateway.send(
                        gateway.request(
                                "POST",
                                "/v1/generations",
                                body("{\"count\":60000,\"seed\":4}"),
                                "Prefer",
                                "wait=30",
                                "Accept",
                                "application/x-npz"),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            assertThat(body.readNBytes(100)).hasSize(100);
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> inference.requests().size() - before < 50);

            assertThat(body.transferTo(java.io.OutputStream.nullOutputStream())).isGreaterThan(60_000L * 1_024);
        }
        assertThat(inference.requests().size() - before).isEqualTo(59);
        assertThat(gauge("genstream.gateway.pending.images")).isZero();
    }

    @Test
    void clientThatLeavesStopsTheMaking() throws IOException {
        inference.hold(1);
        try (InputStream body = stream("{\"count\":50000}").body()) {
            assertThat(body.readNBytes(100)).hasSize(100);
        }
        inference.release();

        Awaitility.await().untilAsserted(() -> {
            assertThat(gauge("genstream.gateway.pending.requests")).isZero();
            assertThat(gauge("genstream.gateway.streams")).isZero();
        });
    }

    @Test
    void goesOnForLaterWhenTheWaitIsOver() {
        inference.hold(0);
        HttpResponse<String> response = gateway.post(
                "/v1/generations",
                body("{\"count\":5000,\"seed\":6}"),
                "Prefer",
                "wait=1",
                "Accept",
                "application/x-tar");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(json(response).getInteger("total")).isEqualTo(5_000);
        String location = response.headers().firstValue("Location").orElseThrow();

        inference.release();

        Awaitility.await().untilAsserted(() -> {
            HttpResponse<byte[]> later = gateway.sendForBytes("GET", location, null, "Accept", "application/x-tar");
            assertThat(later.statusCode()).isEqualTo(200);
            assertThat(Tar.read(later.body())).hasSize(10_000);
        });
    }

    @Test
    void refusesToKeepForLaterWhatIsTooLarge() {
        inference.hold(0);

        HttpResponse<String> response = gateway.post(
                "/v1/generations", body("{\"count\":20000}"), "Prefer", "wait=1", "Accept", "application/x-tar");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(json(response).getString("code")).isEqualTo("REQUEST_TIMED_OUT");
        assertThat(gauge("genstream.gateway.pending.requests")).isZero();
    }

    @Test
    void failureBeforeTheFirstImageIsProblem() {
        inference.mode(FakeInference.Mode.FAIL);

        HttpResponse<String> response = gateway.post(
                "/v1/generations", body("{\"count\":2000}"), "Prefer", "wait=30", "Accept", "application/x-npz");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).getString("code")).isEqualTo("VERSION_FAILED");
    }

    @Test
    void readsBackWhatTheTailMissed() throws IOException {
        inference.mode(FakeInference.Mode.MISDIRECT);

        try (InputStream tar = stream("{\"count\":1500,\"seed\":2}").body()) {
            assertThat(Tar.read(tar)).hasSize(3_000);
        }
    }

    @Test
    void repeatWithSameKeyGetsTheSameBytes() {
        String[] headers = {
            "Prefer",
            "wait=30",
            "Accept",
            "application/x-tar",
            "Idempotency-Key",
            UUID.randomUUID().toString()
        };
        byte[] first = gateway.sendForBytes("POST", "/v1/generations", body("{\"count\":30}"), headers)
                .body();
        int requests = inference.requests().size();

        Awaitility.await().untilAsserted(() -> {
            HttpResponse<byte[]> second =
                    gateway.sendForBytes("POST", "/v1/generations", body("{\"count\":30}"), headers);
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.body()).isEqualTo(first);
        });
        assertThat(inference.requests().size() - requests).isLessThanOrEqualTo(1);
    }

    @Test
    void repeatOfRequestThatIsBeingStreamedIsRefusedInEveryForm() throws IOException {
        String key = UUID.randomUUID().toString();
        String fields = body("{\"count\":10000}");
        HttpResponse<InputStream> streamed = gateway.send(
                gateway.request(
                        "POST",
                        "/v1/generations",
                        fields,
                        "Prefer",
                        "wait=30",
                        "Accept",
                        "application/x-tar",
                        "Idempotency-Key",
                        key),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(streamed.statusCode()).isEqualTo(200);
        try (InputStream tar = streamed.body()) { // more than what fits between the two, so that it does not end
            assertThat(tar.readNBytes(100)).hasSize(100);
            for (String type : List.of("application/json", "application/x-tar")) {
                HttpResponse<String> repeat = gateway.post(
                        "/v1/generations", fields, "Prefer", "wait=30", "Accept", type, "Idempotency-Key", key);
                assertThat(repeat.statusCode()).as(type).isEqualTo(409);
                assertThat(json(repeat).getString("code")).isEqualTo("BEING_STREAMED");
            }
        }
    }

    @Test
    void refusesMoreStreamsThanTheLimit() throws IOException {
        try (InputStream one = stream("{\"count\":60000}").body()) {
            assertThat(one.readNBytes(100)).hasSize(100);
            try (InputStream two = stream("{\"count\":60000}").body()) {
                assertThat(two.readNBytes(100)).hasSize(100);

                HttpResponse<String> refused =
                        gateway.post("/v1/generations", body("{}"), "Prefer", "wait=30", "Accept", "application/x-tar");

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(json(refused).getString("detail")).contains("streams.max");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }

    private static HttpResponse<InputStream> stream(String fields) {
        HttpResponse<InputStream> response = gateway.send(
                gateway.request(
                        "POST", "/v1/generations", body(fields), "Prefer", "wait=30", "Accept", "application/x-tar"),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private static double gauge(String name) {
        return gateway.registry.get(name).gauge().value();
    }

    private static String body(String fields) {
        return new JsonObject(fields).put("model", gateway.model).encode();
    }
}
