package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The HTTP API as any client sees it; what is not as expected fails with the answer's words. */
final class Api {
    static final String MODEL = "digits-cgan";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        return client.send(request(method, path, body).build(), BodyHandlers.ofString());
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        return expect(200, send("GET", path, BodyPublishers.noBody()));
    }

    JsonObject send(String method, String path, JsonObject body, int status) throws IOException, InterruptedException {
        return expect(status, send(method, path, BodyPublishers.ofString(body.encode())));
    }

    /** Waits for the pictures. */
    JsonObject generate(JsonObject order) throws IOException, InterruptedException {
        return send("POST", "/v1/generations", order, 200);
    }

    byte[] contactSheet(JsonObject order) throws IOException, InterruptedException {
        HttpRequest request = request("POST", "/v1/generations", BodyPublishers.ofString(order.encode()))
                .header("Accept", "image/png")
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
        return response.body();
    }

    byte[] artifact(String version, String role) throws IOException, InterruptedException {
        String path = "/v1/models/" + MODEL + "/versions/" + version + "/artifacts/" + role;
        HttpResponse<byte[]> response =
                client.send(request("GET", path, BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** Empty until a version is rolled out. */
    Optional<JsonObject> rollout() throws IOException, InterruptedException {
        HttpResponse<String> response = send("GET", "/v1/models/" + MODEL + "/rollout", BodyPublishers.noBody());
        return response.statusCode() == 200 ? Optional.of(new JsonObject(response.body())) : Optional.empty();
    }

    boolean isRolledOut(String model) throws IOException, InterruptedException {
        return send("GET", "/v1/models/" + model + "/rollout", BodyPublishers.noBody())
                        .statusCode()
                == 200;
    }

    String stable() throws IOException, InterruptedException {
        return rollout().orElseThrow().getString("stable");
    }

    List<JsonObject> versions() throws IOException, InterruptedException {
        return objects(get("/v1/models/" + MODEL + "/versions").getJsonArray("versions"));
    }

    List<JsonObject> decisions(String version) throws IOException, InterruptedException {
        return objects(get("/v1/models/" + MODEL + "/rollout/decisions").getJsonArray("decisions")).stream()
                .filter(decision -> version.equals(decision.getString("version")))
                .toList();
    }

    List<String> metrics(String model, String version) throws IOException, InterruptedException {
        return objects(get("/v1/evaluations?model=" + model + (version.isEmpty() ? "" : "&version=" + version))
                        .getJsonArray("evaluations"))
                .stream()
                .map(figure -> figure.getString("metric"))
                .toList();
    }

    static JsonObject order(int count, long seed) {
        return new JsonObject().put("model", MODEL).put("count", count).put("seed", seed);
    }

    /** The digits 0 to 9 in turn. */
    static JsonArray allDigits() {
        return new JsonArray(IntStream.range(0, 10).boxed().toList());
    }

    static List<byte[]> pictures(JsonObject result) {
        return objects(result.getJsonArray("images")).stream().map(Api::picture).toList();
    }

    /** Ordinary base64; Vert.x would read the URL alphabet. */
    static byte[] picture(JsonObject image) {
        return Base64.getDecoder().decode(image.getString("image"));
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private static JsonObject expect(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new JsonObject(response.body());
    }

    private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .method(method, body);
    }
}
