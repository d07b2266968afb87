package io.genstream.inference.request.kafka;

import io.genstream.inference.delivery.kafka.DeadLetterOffice;
import io.genstream.inference.dispatch.ActiveRequests;
import io.genstream.inference.request.Cancellations;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.ControlAction;
import io.genstream.schemas.avro.RequestControl;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Follows request-controls from their beginning, in every instance: whichever of them serves the request must know, also after
 * a restart.
 */
public final class CancelFollower implements TopicFollower.Listener<RequestControl> {
    private final Cancellations cancellations;
    private final ActiveRequests active;
    private final DeadLetterOffice deadLetters;

    public CancelFollower(Cancellations cancellations, ActiveRequests active, DeadLetterOffice deadLetters) {
        this.cancellations = cancellations;
        this.active = active;
        this.deadLetters = deadLetters;
    }

    public TopicFollower<RequestControl> start(KafkaConnection connection, String clientId) {
        return TopicFollower.start(connection, Topics.REQUEST_CONTROLS, clientId, this);
    }

    @Override
    public void onRecord(String key, RequestControl control, ConsumerRecord<String, byte[]> meta) {
        if (control != null && control.getAction() == ControlAction.CANCEL) {
            cancellations.add(control.getRequestId());
            active.cancel(control.getRequestId());
        }
    }

    @Override
    public void onPoison(ConsumerRecord<String, byte[]> record, SerializationException error) {
        var unused = deadLetters.keep(record, error);
    }
}
