package io.genstream.gateway.generation.kafka;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.generation.GenerationOrder;
import io.genstream.gateway.generation.GenerationOrder.Part;
import io.genstream.gateway.generation.MadeBatch;
import io.genstream.gateway.generation.PartOutcome;
import io.genstream.gateway.generation.RequestLog;
import io.genstream.gateway.log.kafka.TopicSender;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.ControlAction;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.RequestControl;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The request path over Kafka. Batches are read by partition and offset, each time by a consumer of their own. Thread-safe. */
public final class KafkaRequestLog implements RequestLog {
    private static final Outlet<GenerationRequest> REQUESTS = new Outlet<>(Topics.GENERATION_REQUESTS, Writer.GATEWAY);
    private static final Outlet<RequestControl> CONTROLS = new Outlet<>(Topics.REQUEST_CONTROLS, Writer.GATEWAY);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final TopicSender sender;
    private final KafkaConnection connection;
    private final String clientId;
    private final IntSupplier replyPartition;
    private final Clock clock;

    public KafkaRequestLog(
            TopicSender sender, KafkaConnection connection, String clientId, IntSupplier replyPartition, Clock clock) {
        this.sender = sender;
        this.connection = connection;
        this.clientId = clientId;
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
        if (outcomes.isEmpty()) {
            return List.of();
        }
        Map<Integer, TreeSet<Long>> wanted = new TreeMap<>();
        outcomes.forEach(outcome -> wanted.computeIfAbsent(outcome.partition(), p -> new TreeSet<>())
                .addAll(outcome.offsets()));
        Map<String, Object> configs = connection.consumer(clientId + "-reads", null);
        configs.put("auto.offset.reset", "none");
        Deserializer<ImageBatch> deserializer = Topics.IMAGE_BATCHES.deserializer(configs);
        List<MadeBatch> batches = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer())) {
            wanted.forEach((partition, offsets) -> readPartition(
                    consumer,
                    partition,
                    offsets,
                    record ->
                            batches.add(Requests.fromAvro(deserializer.deserialize(record.topic(), record.value())))));
        } catch (OffsetOutOfRangeException e) {
            throw expired(e);
        } catch (SerializationException e) {
            throw GatewayException.of(
                    500, "RESULT_UNREADABLE", "A batch of the result is not readable; ask for the images again");
        }
        return batches;
    }

    private static void readPartition(
            KafkaConsumer<String, byte[]> consumer,
            int partition,
            TreeSet<Long> wanted,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> visitor) {
        TopicPartition from = new TopicPartition(Topics.IMAGE_BATCHES.name(), partition);
        consumer.assign(List.of(from));
        consumer.seek(from, wanted.isEmpty() ? 0 : wanted.first());
        long deadlineNanos = System.nanoTime() + TIMEOUT.toNanos();
        while (!wanted.isEmpty()) {
            if (consumer.position(from) < wanted.first()) {
                consumer.seek(from, wanted.first()); // what lies between is someone else's
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (wanted.remove(record.offset())) {
                    visitor.accept(record);
                }
            }
            if (!wanted.isEmpty() && consumer.position(from) > wanted.first()) {
                throw expired(null);
            }
            if (System.nanoTime() > deadlineNanos) {
                throw GatewayException.retry(
                        503, "BROKER_UNAVAILABLE", "The result was not read in time; try again", Duration.ofSeconds(2));
            }
        }
    }

    private static GatewayException expired(Exception cause) {
        GatewayException expired = GatewayException.of(
                410,
                "RESULT_EXPIRED",
                "The images are no longer in the log (its retention has passed); ask for them again");
        if (cause != null) {
            expired.initCause(cause);
        }
        return expired;
    }
}
