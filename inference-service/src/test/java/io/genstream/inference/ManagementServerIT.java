package io.genstream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.inference.testing.Bench;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ManagementServerIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void tellsWhetherTheServiceLivesServesAndHowItDoes() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Bench bench = new Bench();
                InferenceService service = InferenceService.start(
                        InferenceConfig.of(bench.properties(Bench.unique("inference"))), registry);
                ManagementServer management = ManagementServer.start(0, registry, service)) {
            assertThat(get(management, "/healthy").statusCode()).isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> get(management, "/ready").statusCode() == 200);
            assertThat(get(management, "/metrics").body()).contains("genstream_inference_stage_seconds_bucket");

            service.close();
            assertThat(get(management, "/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void opensNoPortWhereNoneIsWanted() throws IOException {
        try (ManagementServer none = ManagementServer.start(-1, null, null)) {
            assertThat(none.port()).isEqualTo(-1);
        }
    }

    private HttpResponse<String> get(ManagementServer management, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + management.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
