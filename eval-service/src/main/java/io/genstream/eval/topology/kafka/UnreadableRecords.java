package io.genstream.eval.topology.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** Keeps a record that cannot be decoded, and goes on. Public because Streams makes it by reflection. */
public final class UnreadableRecords implements DeserializationExceptionHandler {
    private DeadLetterRecords letters;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return Response.resume(List.of(letters.of(record, exception)));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        letters = DeadLetterRecords.from(configs);
    }
}
