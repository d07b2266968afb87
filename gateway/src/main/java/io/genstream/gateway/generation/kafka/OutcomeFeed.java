package io.genstream.gateway.generation.kafka;

import io.genstream.gateway.generation.PartOutcome;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RequestOutcome;
import java.util.function.Consumer;

/** Follows request-outcomes. */
public final class OutcomeFeed {
    private OutcomeFeed() {}

    /** @param listener called on the follower's thread */
    public static TopicFollower<RequestOutcome> start(
            KafkaConnection connection, String clientId, Consumer<PartOutcome> listener, DeadLetters deadLetters) {
        return TopicFollower.start(connection, Topics.REQUEST_OUTCOMES, clientId, deadLetters, (key, outcome, meta) -> {
            if (outcome != null) { // retention forgets it; so may we, in our own time
                listener.accept(Requests.fromAvro(outcome));
            }
        });
    }
}
