package io.genstream.inference.request.kafka;

import io.genstream.inference.dispatch.Dispatcher.Admission;
import io.genstream.inference.request.Ticket;
import org.apache.kafka.common.header.Headers;

/** What an intake does with a readable record. Runs on the intake's thread; throws only on a bug or an unanswerable record. */
@FunctionalInterface
interface RecordHandler<V> {
    Admission handle(V value, Headers headers, Ticket ticket);
}
