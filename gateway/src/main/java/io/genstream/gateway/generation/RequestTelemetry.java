package io.genstream.gateway.generation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a request spends its time on, as histograms, and its span: from its acceptance to its last picture, a child of the caller's
 * ({@code traceparent}), the parent of what serves it. Thread-safe.
 */
public final class RequestTelemetry {
    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Clock clock;
    private final Timer log;
    private final Timer images;
    private final Timer render;

    public RequestTelemetry(OpenTelemetry telemetry, MeterRegistry registry, Clock clock) {
        this.tracer = telemetry.getTracer("io.genstream.gateway");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
        this.clock = clock;
        this.log = stage(registry, "log", "from acceptance until the log has the request's first records");
        this.images = stage(registry, "images", "from acceptance until the last image is here");
        this.render = stage(registry, "render", "from the last image until the answer's bytes; streamed answers aside");
    }

    private static Timer stage(MeterRegistry registry, String stage, String description) {
        return Timer.builder("genstream.gateway.stage")
                .tag("stage", stage)
                .description(description)
                .publishPercentileHistogram()
                .register(registry);
    }

    /** The order with a span of its own, under the caller's where the headers name one. */
    GenerationOrder begin(GenerationOrder order, MultiMap headers) {
        Context caller = propagator.extract(Context.root(), headers, new FromHttp());
        Span span = tracer.spanBuilder("generation")
                .setSpanKind(SpanKind.SERVER)
                .setParent(caller)
                .setAttribute("genstream.request.id", order.requestId())
                .setAttribute("genstream.model", order.version().model())
                .setAttribute("genstream.version", order.version().version())
                .setAttribute("genstream.request.images", order.count())
                .startSpan();
        return order.traced(Context.root().with(span));
    }

    void stored(GenerationOrder order) {
        log.record(age(order));
    }

    void completed(GenerationOrder order) {
        images.record(age(order));
        Span.fromContext(order.trace()).end();
    }

    <T> T rendered(Supplier<T> answer) {
        return render.record(answer);
    }

    void failed(GenerationOrder order, Throwable error) {
        Span span = Span.fromContext(order.trace());
        span.setStatus(StatusCode.ERROR, String.valueOf(error.getMessage()));
        span.end();
    }

    private Duration age(GenerationOrder order) {
        return Duration.between(order.acceptedAt(), clock.instant());
    }

    private static final class FromHttp implements TextMapGetter<MultiMap> {
        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public String get(MultiMap headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
