package io.genstream.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.Gateway;
import io.genstream.gateway.GatewayConfig;
import io.genstream.gateway.testing.kafka.Feeder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A gateway on the tests' broker with a client for it, and a model of its own. */
public final class GatewayFixture implements AutoCloseable {
    public static final String V1 = "20261122T000001Z-aaaaaa";
    public static final String V2 = "20261122T000002Z-bbbbbb";

    public final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    public final Gateway gateway;
    public final Feeder feeder = new Feeder(TestBroker.bootstrap());
    public final String model = "model-" + UUID.randomUUID();
    private final HttpClient client = HttpClient.newHttpClient();

    public GatewayFixture(Map<String, String> settings) {
        Map<String, String> all =
                new HashMap<>(Map.of("bootstrap.servers", TestBroker.bootstrap(), "port", "0", "management.port", "0"));
        all.putAll(settings);
        gateway = Gateway.start(GatewayConfig.of(all), registry, OpenTelemetry.noop(), List.of());
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        get("/v2/health/ready").statusCode())
                .isEqualTo(200));
    }

    /** Publishes two versions of {@link #model}, rolls the first out, and waits until the gateway knows. */
    public GatewayFixture withModel() {
        feeder.checkpoint(model, V1, "onnx of one".getBytes(StandardCharsets.UTF_8));
        feeder.checkpoint(model, V2, "onnx of two".getBytes(StandardCharsets.UTF_8));
        feeder.rollout(model, V1, null, 0, 1);
        Awaitility.await().untilAsserted(() -> assertThat(
                        get("/v1/models/" + model + "/rollout").statusCode())
                .isEqualTo(200));
        Awaitility.await().untilAsserted(() -> assertThat(
                        get("/v1/models/" + model + "/versions/" + V2).statusCode())
                .isEqualTo(200));
        return this;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> sendForBytes(String method, String path, String body, String... headers) {
        return send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    public static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    @Override
    public void close() {
        feeder.close();
        gateway.close();
    }
}
