package io.genstream.schemas;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How a trace crosses a topic: W3C trace context ({@code traceparent}, {@code tracestate}) in a record's headers. Requests carry
 * their caller's, batches of images carry their request's. Stateless; called where records are written and read.
 *
 * <p>Source: W3C Recommendation, Trace Context, Level 1.
 */
public final class TraceHeaders {
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    private TraceHeaders() {}

    /** Writes the context's span, if it has one; what the headers had before is replaced. */
    public static void inject(Context context, Headers headers) {
        W3C.inject(context, headers, (carrier, name, value) -> carrier.remove(name)
                .add(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** The writer's span as a remote parent; the root context where the record has none, or a broken one. */
    public static Context extract(Headers headers) {
        return W3C.extract(Context.root(), headers, new FromHeaders());
    }

    private static final class FromHeaders implements TextMapGetter<Headers> {
        @Override
        public Iterable<String> keys(Headers headers) {
            return Arrays.stream(headers.toArray()).map(Header::key).toList();
        }

        @Override
        public String get(Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
