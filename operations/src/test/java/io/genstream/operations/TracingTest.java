package io.genstream.operations;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void passesACallersTraceOnThoughNothingIsExported() {
        Map<String, String> sent = new HashMap<>();
        try (OpenTelemetrySdk telemetry = Tracing.start("test")) {
            var propagator = telemetry.getPropagators().getTextMapPropagator();
            Context caller = propagator.extract(Context.root(), Map.of("traceparent", CALLER), new FromMap());
            Span span = telemetry
                    .getTracer("test")
                    .spanBuilder("work")
                    .setParent(caller)
                    .startSpan();
            propagator.inject(caller.with(span), sent, Map::put);
            span.end();
        }
        assertThat(sent.get("traceparent"))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .endsWith("-01")
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void exportsSpansToTheCollectorThatIsNamed() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        System.setProperty("otel.traces.exporter", "otlp");
        System.setProperty(
                "otel.exporter.otlp.endpoint",
                "http://127.0.0.1:" + collector.getAddress().getPort());
        try (OpenTelemetrySdk telemetry = Tracing.start("the-service")) {
            telemetry.getTracer("test").spanBuilder("the-work").startSpan().end();
        } finally {
            System.clearProperty("otel.traces.exporter");
            System.clearProperty("otel.exporter.otlp.endpoint");
            collector.stop(0);
        }
        assertThat(requests)
                .singleElement(as(STRING))
                .startsWith("/v1/traces application/x-protobuf")
                .contains("the-service", "the-work");
    }

    private static final class FromMap implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }
}
