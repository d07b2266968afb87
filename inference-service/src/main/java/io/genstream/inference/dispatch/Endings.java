package io.genstream.inference.dispatch;

import io.genstream.inference.delivery.Conclusion;
import io.genstream.inference.delivery.ResultSink;
import io.genstream.inference.request.Lane;
import io.genstream.inference.request.RequestEnd;
import io.genstream.inference.request.RequestIdentity;
import io.genstream.inference.request.Ticket;
import java.util.Optional;

/** Ends requests that never reached a queue: refused, cancelled or overdue on arrival. Thread-safe. */
public final class Endings {
    private final ResultSink sink;

    public Endings(ResultSink sink) {
        this.sink = sink;
    }

    /** @param version asked for, where one was */
    public void end(RequestIdentity request, Lane lane, Optional<String> version, Ticket ticket, RequestEnd end) {
        var unused = sink.conclude(Conclusion.without(request, lane, version, end))
                .whenComplete((nothing, error) -> {
                    if (error == null) {
                        ticket.done();
                    } else {
                        ticket.giveUp(error);
                    }
                });
    }
}
