package io.genstream.inference.request.kafka;

import io.genstream.inference.request.Lane;
import io.genstream.inference.request.Ticket;
import io.genstream.schemas.TraceHeaders;
import io.genstream.schemas.avro.GenerationRequest;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.apache.kafka.common.header.Headers;

/**
 * One span for each request record, from its admission until its ticket comes back; its parent is whoever wrote the record. Names
 * follow OpenTelemetry's conventions for messaging. Thread-safe.
 */
public final class RequestSpans {
    private final Tracer tracer;

    public RequestSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.genstream.inference");
    }

    /** @return the context of the new span */
    Context begin(GenerationRequest request, Lane lane, Headers headers) {
        Span span = tracer.spanBuilder("process " + lane.tag() + " request")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceHeaders.extract(headers))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("genstream.request.id", request.getRequestId())
                .setAttribute("genstream.request.first.image", request.getFirstImage())
                .setAttribute("genstream.request.images", request.getCount())
                .setAttribute("genstream.model", request.getModel())
                .startSpan();
        return Context.root().with(span);
    }

    /** The ticket, whose return ends the span. A record that is offered again later has a new span then. */
    static Ticket endingWith(Ticket ticket, Context trace) {
        Span span = Span.fromContext(trace);
        return new Ticket() {
            @Override
            public void done() {
                span.end();
                ticket.done();
            }

            @Override
            public void giveUp(Throwable cause) {
                span.recordException(cause);
                span.setStatus(StatusCode.ERROR, "dead-lettered");
                span.end();
                ticket.giveUp(cause);
            }
        };
    }
}
