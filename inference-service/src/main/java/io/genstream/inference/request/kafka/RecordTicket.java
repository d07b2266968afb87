package io.genstream.inference.request.kafka;

import io.genstream.inference.request.Ticket;
import io.genstream.schemas.DeadLetters;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Returns to the tracker of the partition that the record came from. Thread-safe. */
final class RecordTicket implements Ticket {
    private final OffsetTracker tracker;
    private final ConsumerRecord<?, byte[]> record;
    private final DeadLetters deadLetters;

    RecordTicket(OffsetTracker tracker, ConsumerRecord<?, byte[]> record, DeadLetters deadLetters) {
        this.tracker = tracker;
        this.record = record;
        this.deadLetters = deadLetters;
    }

    @Override
    public void done() {
        tracker.finished(record.offset());
    }

    @Override
    public void giveUp(Throwable cause) {
        var unused = deadLetters.keep(record, cause).thenRun(this::done);
    }
}
