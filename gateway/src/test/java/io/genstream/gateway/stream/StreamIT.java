package io.genstream.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.StreamClient;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamIT {
    private static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "stream-it", "websocket.queue.frames", "16"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void sendsHistoryThenMarkerThenNews() throws Exception {
        String run = "run-" + UUID.randomUUID();
        for (int step = 0; step < 20; step++) {
            gateway.feeder.progress(run, "m", step, 1.0 / (step + 1));
        }
        String key = "m-" + run + "/v/fd-digits-2000-none";
        gateway.feeder.evaluation("m-" + run, "v", "fd-digits-2000-none", 12.5);
        try (StreamClient first = StreamClient.connect(gateway, "training-progress,evaluations", true)) {
            Awaitility.await().untilAsserted(() -> {
                assertThat(first.of(run)).hasSize(20);
                assertThat(first.of(key)).hasSize(1);
                assertThat(first.historyEnded()).isTrue();
            });
        }
        // everything is in the gateway's memory now: a second client must get all of it as history
        try (StreamClient client = StreamClient.connect(gateway, "training-progress,evaluations", true)) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(client.historyEnded()).isTrue());
            int marker = client.indexOfMarker();
            List<JsonObject> history = client.frames.subList(0, marker).stream()
                    .filter(frame -> frame.getString("key").equals(run))
                    .toList();
            assertThat(history).hasSize(20);
            assertThat(history)
                    .extracting(frame -> frame.getJsonObject("value").getInteger("step"))
                    .isSorted();
            JsonObject point = history.get(3);
            assertThat(point.getString("topic")).isEqualTo("training-progress");
            assertThat(Instant.parse(point.getString("at")))
                    .isBeforeOrEqualTo(Instant.now().plusSeconds(60));
            assertThat(Instant.parse(point.getJsonObject("value").getString("at")))
                    .isNotNull();
            assertThat(point.getJsonObject("value").getJsonObject("losses").getDouble("generator"))
                    .isEqualTo(0.25);
            assertThat(point.getJsonObject("value").getJsonObject("losses").getMap())
                    .containsEntry("discriminator", null);

            gateway.feeder.progress(run, "m", 20, 0.01);

            Awaitility.await().untilAsserted(() -> assertThat(client.frames.subList(marker + 1, client.frames.size()))
                    .anyMatch(frame -> run.equals(frame.getString("key"))));
        }
    }

    @Test
    void historySurvivesRestart() throws Exception {
        String run = "run-" + UUID.randomUUID();
        for (int step = 0; step < 5; step++) {
            gateway.feeder.progress(run, "m", step, 1);
        }
        try (GatewayFixture restarted = new GatewayFixture(Map.of("instance.id", "stream-it-restarted"));
                StreamClient client = StreamClient.connect(restarted, "training-progress", true)) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(client.historyEnded()).isTrue());
            assertThat(client.of(run)).hasSize(5);
        }
    }

    @Test
    void sendsPicturesAsBase64AndDeletionsAsNull() throws Exception {
        String model = "m-" + UUID.randomUUID();
        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
        try (StreamClient client = StreamClient.connect(gateway, "previews,runs", true)) {
            gateway.feeder.preview(model, png);
            gateway.feeder.sendBytes("runs", model, null);

            Awaitility.await().untilAsserted(() -> assertThat(client.of(model)).hasSize(2));

            JsonObject preview = client.of(model).stream()
                    .filter(frame -> frame.getString("topic").equals("previews"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Base64.getDecoder().decode(preview.getJsonObject("value").getString("png")))
                    .isEqualTo(png);
            assertThat(client.of(model))
                    .anyMatch(frame -> frame.containsKey("value") && frame.getValue("value") == null);
        }
    }

    @Test
    void closesWithReasonForUnknownTopic() throws Exception {
        try (StreamClient client = StreamClient.connect(gateway, "previews,secrets", true)) {
            Awaitility.await().untilAsserted(() -> assertThat(client.closeCode).isEqualTo(1008));
            assertThat(client.closeReason).contains("unknown topic secrets");
        }
    }

    @Test
    void slowClientLosesPicturesAndStopsNobody() throws Exception {
        String model = "slow-" + UUID.randomUUID();
        byte[] large = new byte[500_000];
        int previews = 60;
        try (StreamClient slow = StreamClient.connect(gateway, "previews", false);
                StreamClient quick = StreamClient.connect(gateway, "previews", true)) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(quick.historyEnded()).isTrue());
            for (int i = 0; i < previews; i++) {
                gateway.feeder.preview(model, large);
                int sent = i + 1; // one after the other: the quick client is given the time to be quick
                Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(quick.of(model))
                        .hasSize(sent));
            }

            assertThat(slow.frames).isEmpty();
            assertThat(gateway.registry
                            .get("genstream.gateway.websocket.dropped.frames")
                            .counter()
                            .count())
                    .isPositive();
        }
    }

    @Test
    void refusesForeignPages() {
        URI uri = URI.create(gateway.uri("/v1/stream?topics=runs").toString().replace("http://", "ws://"));

        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("Origin", "http://evil.example")
                        .buildAsync(uri, new WebSocket.Listener() {})
                        .get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(e -> ((WebSocketHandshakeException) e).getResponse().statusCode())
                .isEqualTo(403);
    }
}
