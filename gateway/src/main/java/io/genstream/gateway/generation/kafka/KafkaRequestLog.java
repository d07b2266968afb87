package io.genstream.gateway.generation.kafka;

import io.genstream.gateway.generation.GenerationOrder;
import io.genstream.gateway.generation.GenerationOrder.Part;
import io.genstream.gateway.generation.MadeBatch;
import io.genstream.gateway.generation.PartOutcome;
import io.genstream.gateway.generation.RequestLog;
import io.genstream.gateway.log.kafka.TopicSender;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.ControlAction;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.RequestControl;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** The request path over Kafka. Thread-safe. */
public final class KafkaRequestLog implements RequestLog {
    private static final Outlet<GenerationRequest> REQUESTS = new Outlet<>(Topics.GENERATION_REQUESTS, Writer.GATEWAY);
    private static final Outlet<RequestControl> CONTROLS = new Outlet<>(Topics.REQUEST_CONTROLS, Writer.GATEWAY);

    private final TopicSender sender;
    private final BatchReader reader;
    private final IntSupplier replyPartition;
    private final Clock clock;

    public KafkaRequestLog(TopicSender sender, BatchReader reader, IntSupplier replyPartition, Clock clock) {
        this.sender = sender;
        this.reader = reader;
        this.replyPartition = replyPartition;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> send(GenerationOrder order, List<Part> parts) {
        int partition = replyPartition.getAsInt();
        return CompletableFuture.allOf(parts.stream()
                .map(part -> sender.send(
                        REQUESTS, order.requestId(), Requests.toAvro(order, part, partition), order.trace()))
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletableFuture<Void> cancel(String requestId) {
        RequestControl cancel = RequestControl.newBuilder()
                .setRequestId(requestId)
                .setAction(ControlAction.CANCEL)
                .setAt(clock.instant())
                .build();
        return sender.send(CONTROLS, requestId, cancel);
    }

    @Override
    public List<MadeBatch> read(List<PartOutcome> outcomes) {
        return reader.read(outcomes);
    }
}
