package io.genstream.schemas;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that cannot be read or make no sense. Thread-safe. */
@FunctionalInterface
public interface DeadLetters {
    /**
     * Keeps {@code record} as it came. Never blocks.
     *
     * @return completes once its letter is in the log, be it from an earlier time: an offset may then be committed beyond it.
     *     Fails only where this service stops first
     */
    CompletableFuture<Void> keep(ConsumerRecord<?, byte[]> record, Throwable error);

    /** False while too many wait to be written: who can read on later should. */
    default boolean hasRoom() {
        return true;
    }
}
