package io.genstream.inference.request.kafka;

import io.genstream.inference.dispatch.Dispatcher;
import io.genstream.inference.dispatch.Endings;
import io.genstream.inference.request.Lane;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.GenerationRequest;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.function.LongSupplier;

/** The three intakes of the service, one group each, so that a lane that waits holds up no other. */
public final class Intakes {
    private static final String GROUP = "genstream-inference";

    private Intakes() {}

    /**
     * Starts reading requests.
     *
     * @param instance of this service, unique in the cluster
     * @param roomMade moves whenever a full queue may have room
     */
    public static List<Intake<?>> start(
            KafkaConnection connection,
            String instance,
            Dispatcher dispatcher,
            Endings endings,
            DeadLetters deadLetters,
            LongSupplier roomMade,
            RequestSpans spans) {
        return List.of(
                new Intake<>(
                                connection,
                                new IntakeSource<>(Topics.GENERATION_REQUESTS, GROUP, instance),
                                generation(dispatcher, Lane.USERS, spans),
                                deadLetters,
                                roomMade)
                        .start(),
                new Intake<>(
                                connection,
                                new IntakeSource<>(Topics.EVALUATION_REQUESTS, GROUP + "-evaluation", instance),
                                generation(dispatcher, Lane.EVALUATIONS, spans),
                                deadLetters,
                                roomMade)
                        .start(),
                new Intake<>(
                                connection,
                                new IntakeSource<>(Topics.AUGMENTATION_REQUESTS, GROUP + "-augmentation", instance),
                                new AugmentationRefusal(endings),
                                deadLetters,
                                roomMade)
                        .start());
    }

    /** The topic that a lane is answered on. */
    public static Topic<?> answers(Lane lane) {
        return lane == Lane.USERS ? Topics.IMAGE_BATCHES : Topics.EVALUATION_BATCHES;
    }

    private static RecordHandler<GenerationRequest> generation(Dispatcher dispatcher, Lane lane, RequestSpans spans) {
        return (avro, headers, ticket) -> {
            UnanswerableException.requireId(avro.getRequestId());
            Context trace = spans.begin(avro, lane, headers);
            return dispatcher.dispatch(
                    GenerationRequests.fromAvro(avro, trace), lane, RequestSpans.endingWith(ticket, trace));
        };
    }
}
