package io.genstream.operations;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;

/**
 * Distributed tracing as OpenTelemetry's own environment variables and system properties say: {@code OTEL_TRACES_EXPORTER=otlp}
 * (or {@code logging-otlp}, {@code console}), {@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code OTEL_TRACES_SAMPLER} and so on. Unless told
 * otherwise nothing is exported, yet trace context is still passed on, so that a caller's trace is whole where ours is silent.
 */
public final class Tracing {
    private Tracing() {}

    /**
     * Called once by each process; close it last, it exports what is left.
     *
     * @param service what traces call this process
     * @throws RuntimeException naming the variable that is wrong
     */
    public static OpenTelemetrySdk start(String service) {
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name", service,
                        "otel.traces.exporter", "none",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none",
                        "otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.propagators", "tracecontext,baggage"))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }
}
