package io.genstream.inference.request.kafka;

import io.genstream.inference.dispatch.ActiveRequests;
import io.genstream.inference.request.Cancellations;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.ControlAction;
import io.genstream.schemas.avro.RequestControl;

/**
 * Follows request-controls from their beginning, in every instance: whichever of them serves the request must know, also after
 * a restart.
 */
public final class CancelFollower {
    private CancelFollower() {}

    public static TopicFollower<RequestControl> start(
            KafkaConnection connection,
            String clientId,
            Cancellations cancellations,
            ActiveRequests active,
            DeadLetters deadLetters) {
        return TopicFollower.start(connection, Topics.REQUEST_CONTROLS, clientId, deadLetters, (key, control, meta) -> {
            if (control != null && control.getAction() == ControlAction.CANCEL) {
                cancellations.add(control.getRequestId());
                active.cancel(control.getRequestId());
            }
        });
    }
}
