package io.genstream.schemas;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tells a null in topic checkpoints that a person asked for from one of the trainer's, which drops old versions by itself: with the
 * former the version's figures go, too, with the latter they stay. The mark is a header of the null. Stateless.
 */
public final class VersionDeletion {
    private static final String BY_HAND = "genstream-deleted-by-hand";

    private VersionDeletion() {}

    public static void markByHand(ProducerRecord<?, ?> tombstone) {
        tombstone.headers().add(BY_HAND, new byte[0]);
    }

    public static boolean isByHand(ConsumerRecord<?, ?> tombstone) {
        return tombstone.headers().lastHeader(BY_HAND) != null;
    }
}
