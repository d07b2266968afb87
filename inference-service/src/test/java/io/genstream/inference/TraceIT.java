package io.genstream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.inference.testing.Bench;
import io.genstream.inference.testing.DigitLikeGenerator;
import io.genstream.schemas.TraceHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TraceIT {
    private static final String MODEL = Bench.unique("model");

    @Test
    void aRequestIsOneSpanOfItsCallersTraceAndItsImagesCarryIt() {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();
        try (Bench bench = new Bench()) {
            bench.publish(MODEL, "v1", new DigitLikeGenerator(true, 1));
            bench.rollOut(MODEL, "v1");
            try (InferenceService service = InferenceService.start(
                    InferenceConfig.of(bench.properties("trace-it")), new SimpleMeterRegistry(), telemetry)) {
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(service::ready);
                Span caller = telemetry.getTracer("test").spanBuilder("caller").startSpan();

                String id = bench.ask(Bench.request(MODEL, 3), Context.root().with(caller));

                assertThat(bench.pictures(id)).hasSize(3);
                Awaitility.await().until(() -> !spans.getFinishedSpanItems().isEmpty());
                SpanData span = spans.getFinishedSpanItems().get(0);
                assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
                assertThat(span.getParentSpanContext().getSpanId())
                        .isEqualTo(caller.getSpanContext().getSpanId());
                assertThat(carriedBy(bench, id))
                        .extracting(SpanContext::getTraceId, SpanContext::getSpanId)
                        .containsExactly(caller.getSpanContext().getTraceId(), span.getSpanId());
            }
        }
    }

    private static SpanContext carriedBy(Bench bench, String id) {
        var batch = bench.images.where(b -> b.getRequestId().equals(id)).get(0);
        return Span.fromContext(TraceHeaders.extract(batch.headers())).getSpanContext();
    }
}
