package io.genstream.gateway.generation.kafka;

import io.genstream.gateway.generation.PartOutcome;
import io.genstream.gateway.log.kafka.DeadLetterOffice;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RequestOutcome;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Follows request-outcomes. */
public final class OutcomeFeed {
    private OutcomeFeed() {}

    /** @param listener called on the follower's thread */
    public static TopicFollower<RequestOutcome> start(
            KafkaConnection connection, String clientId, Consumer<PartOutcome> listener, DeadLetterOffice deadLetters) {
        return TopicFollower.start(connection, Topics.REQUEST_OUTCOMES, clientId, new TopicFollower.Listener<>() {
            @Override
            public void onRecord(String key, RequestOutcome value, ConsumerRecord<String, byte[]> meta) {
                if (value == null) {
                    return; // retention forgets it; so may we, in our own time
                }
                try {
                    listener.accept(Requests.fromAvro(value));
                } catch (RuntimeException e) {
                    deadLetters.accept(meta, e);
                }
            }

            @Override
            public void onPoison(ConsumerRecord<String, byte[]> record, SerializationException error) {
                deadLetters.accept(record, error);
            }
        });
    }
}
