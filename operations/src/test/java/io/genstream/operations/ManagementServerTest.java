package io.genstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private boolean ready;
    private Throwable failure;

    private final RunningService service = new RunningService() {
        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public Optional<Throwable> failure() {
            return Optional.ofNullable(failure);
        }

        @Override
        public void close() {
            throw new AssertionError("whoever serves it does not own it");
        }
    };

    @Test
    void tellsMetricsHealthAndReadiness() throws Exception {
        registry.counter("genstream.test.things").increment(3);
        try (ManagementServer server = ManagementServer.start(0, registry, service)) {
            assertThat(get(server, "/metrics").body()).contains("genstream_test_things_total 3.0");
            assertThat(get(server, "/healthy").statusCode()).isEqualTo(200);
            assertThat(get(server, "/ready").statusCode()).isEqualTo(503);

            ready = true;
            failure = new IllegalStateException("the disk is gone");

            assertThat(get(server, "/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/healthy").statusCode()).isEqualTo(503);
            assertThat(get(server, "/healthy").body()).contains("the disk is gone");
        }
    }

    private static HttpResponse<String> get(ManagementServer server, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
