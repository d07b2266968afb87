package io.genstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.health.HealthCheck;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GatewayIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void isReadyWhenEveryCheckHolds() throws Exception {
        AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.of("still training"));
        try (Gateway gateway = start(0, List.of(new HealthCheck("trainer", problem::get)))) {
            assertThat(get(gateway.port(), "/v2/health/live").statusCode()).isEqualTo(200);
            Awaitility.await().untilAsserted(() -> assertThat(
                            get(gateway.managementPort(), "/ready").body())
                    .isEqualTo("{\"ready\":false,\"problems\":{\"trainer\":\"still training\"}}"));

            problem.set(Optional.empty());

            assertThat(get(gateway.port(), "/v2/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(gateway.managementPort(), "/metrics").body())
                    .contains(
                            "genstream_http_requests_seconds_count{method=\"GET\",route=\"/v2/health/ready\",status=\"200\"}");
        }
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> start(other.getLocalPort(), List.of()).close())
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " is taken");
        }
    }

    private static Gateway start(int port, List<HealthCheck> others) {
        GatewayConfig config = GatewayConfig.of(Map.of(
                "bootstrap.servers", TestBroker.bootstrap(), "port", Integer.toString(port), "management.port", "0"));
        return Gateway.start(
                config, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), OpenTelemetry.noop(), others);
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
