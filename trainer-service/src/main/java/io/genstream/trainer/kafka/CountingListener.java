package io.genstream.trainer.kafka;

import io.genstream.schemas.TopicFollower;
import io.genstream.trainer.metrics.TrainerMetrics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Sees to it that each followed record ends in exactly one of processed or dead-lettered: what cannot be decoded, has no
 * key, or makes its handler throw is a dead letter. Runs on the follower's thread.
 */
public final class CountingListener<V> implements TopicFollower.Listener<V> {
    private final Handler<V> handler;
    private final DeadLetterWriter deadLetters;
    private final TrainerMetrics metrics;

    /** What is done with a record that can be read. */
    public interface Handler<V> {
        /** @param value null where the key was deleted */
        void handle(String key, V value, long offset);
    }

    public CountingListener(Handler<V> handler, DeadLetterWriter deadLetters, TrainerMetrics metrics) {
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    @Override
    public void onRecord(String key, V value, ConsumerRecord<String, byte[]> meta) {
        if (key == null) {
            deadLetters.write(meta, new SerializationException("the record has no key"));
            return;
        }
        try {
            handler.handle(key, value, meta.offset());
        } catch (RuntimeException e) {
            deadLetters.write(meta, e);
            return;
        }
        metrics.processed(meta.topic());
    }

    @Override
    public void onPoison(ConsumerRecord<String, byte[]> record, SerializationException error) {
        deadLetters.write(record, error);
    }
}
