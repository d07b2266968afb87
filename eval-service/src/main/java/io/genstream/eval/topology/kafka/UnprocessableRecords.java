package io.genstream.eval.topology.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps a record that makes no sense, and goes on. Public because Streams makes it by reflection. */
public final class UnprocessableRecords implements ProcessingExceptionHandler {
    private DeadLetterRecords letters;

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (context.topic() == null) {
            // not a record's fault but a tick's: the stream thread must start anew
            return Response.fail();
        }
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(
                context.topic(),
                context.partition(),
                context.offset(),
                context.sourceRawKey(),
                context.sourceRawValue());
        return Response.resume(List.of(letters.of(source, exception)));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        letters = DeadLetterRecords.from(configs);
    }
}
