package io.genstream.eval.topology.kafka;

import io.genstream.schemas.DeadLetters;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Goes on after a record that cannot be decoded or makes no sense, once its dead letter is written: no offset is committed
 * beyond it before. Public because Streams makes it by reflection, and therefore finds its part among the settings.
 */
public final class PoisonHandler implements DeserializationExceptionHandler, ProcessingExceptionHandler {
    /** Key of the {@link DeadLetters} among the Streams settings. */
    static final String DEAD_LETTERS = "genstream.eval.dead-letters";

    private DeadLetters deadLetters;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = (DeadLetters) configs.get(DEAD_LETTERS);
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return kept(record, exception)
                ? DeserializationExceptionHandler.Response.resume()
                : DeserializationExceptionHandler.Response.fail();
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        // without a topic it is not a record's fault but a tick's: the stream thread must start anew
        return context.topic() != null && kept(source(context), exception)
                ? ProcessingExceptionHandler.Response.resume()
                : ProcessingExceptionHandler.Response.fail();
    }

    private static ConsumerRecord<byte[], byte[]> source(ErrorHandlerContext context) {
        return new ConsumerRecord<>(
                context.topic(),
                context.partition(),
                context.offset(),
                context.sourceRawKey(),
                context.sourceRawValue());
    }

    /** False where the service stops first. */
    private boolean kept(ConsumerRecord<byte[], byte[]> record, Exception exception) {
        try {
            var unused = deadLetters.keep(record, exception).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }
}
