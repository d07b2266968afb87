package io.genstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.HashMap;
import java.util.Map;
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
