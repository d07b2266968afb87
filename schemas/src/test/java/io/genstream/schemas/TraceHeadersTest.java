package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TraceHeadersTest {
    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /** The example of the recommendation's section 3.2.2. */
    @Test
    void readsAndWritesTheHeaderOfTheRecommendation() {
        RecordHeaders written = new RecordHeaders();
        TraceHeaders.inject(TraceHeaders.extract(headers(CALLER)), written);

        assertThat(new String(written.lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .isEqualTo(CALLER);
    }

    @Test
    void replacesWhatWasThere() {
        RecordHeaders written = headers("00-11111111111111111111111111111111-2222222222222222-00");
        TraceHeaders.inject(TraceHeaders.extract(headers(CALLER)), written);

        assertThat(written.headers("traceparent")).hasSize(1);
    }

    @Test
    void aBrokenHeaderIsNoTrace() {
        assertThat(Span.fromContext(TraceHeaders.extract(headers("00-zz-01")))
                        .getSpanContext()
                        .isValid())
                .isFalse();
        RecordHeaders none = new RecordHeaders();
        TraceHeaders.inject(Context.root(), none);
        assertThat(none.toArray()).isEmpty();
    }

    private static RecordHeaders headers(String traceparent) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        return headers;
    }
}
