package io.genstream.gateway.datasets.upload;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.Tar;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A gateway, a data set of its own for each test, and what is sent to it. */
abstract class UploadFixture {
    static final String CLASSES =
            "{\"labelKind\":\"CLASS\",\"attributeNames\":[\"a\",\"b\",\"c\",\"d\",\"e\"],\"licence\":\"CC0\"}";
    static GatewayFixture gateway;

    final String datasetId = "set-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "uploads-it"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** Named "sample 00" to "sample 49", labels 0 to 4, every fifth for the test. */
    static byte[] fifty() {
        Tar tar = new Tar();
        for (int i = 0; i < 50; i++) {
            String key = String.format(Locale.ROOT, "./sample %02d", i);
            tar.add(key + ".png", png(picture(i, 3)))
                    .add(
                            key + ".json",
                            new JsonObject()
                                    .put("label", new JsonArray().add(i % 5))
                                    .put("split", i % 5 == 4 ? "TEST" : "TRAIN")
                                    .encode());
        }
        return tar.bytes();
    }

    static Pixels picture(int seed, int channels) {
        byte[] raw = new byte[8 * 6 * channels];
        new Random(seed).nextBytes(raw);
        return new Pixels(8, 6, channels, raw);
    }

    static byte[] png(Pixels pixels) {
        return ImageCodec.encode(Encoding.PNG, pixels);
    }

    HttpResponse<String> upload(byte[] tar) {
        return post("/records", "application/x-tar", tar);
    }

    HttpResponse<String> post(String path, String type, byte[] body) {
        return gateway.send(
                request("/v1/datasets/" + datasetId + path, type, body), HttpResponse.BodyHandlers.ofString());
    }

    static HttpRequest request(String path, String type, byte[] body) {
        return HttpRequest.newBuilder(gateway.uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    HttpResponse<String> announce(String body) {
        return gateway.post("/v1/datasets/" + datasetId + "/revisions", body);
    }

    HttpResponse<String> delete(String recordId) {
        String encoded = URLEncoder.encode(recordId, StandardCharsets.UTF_8).replace("+", "%20");
        return gateway.send("DELETE", "/v1/datasets/" + datasetId + "/records/" + encoded, null);
    }

    static String code(HttpResponse<String> response) {
        return response.statusCode() + " " + json(response).getString("code");
    }

    /** "stored unchanged rejected". */
    static String report(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonObject report = json(response);
        return report.getLong("stored") + " " + report.getLong("unchanged") + " " + report.getLong("rejected");
    }
}
