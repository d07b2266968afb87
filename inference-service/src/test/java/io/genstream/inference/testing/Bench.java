package io.genstream.inference.testing;

import io.genstream.broker.TestBroker;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.schemas.CheckpointPublisher;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.Topics;
import io.genstream.schemas.TraceHeaders;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.Condition;
import io.genstream.schemas.avro.DeadLetter;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.Latent;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.schemas.avro.RequestFailure;
import io.genstream.schemas.avro.RequestOutcome;
import io.genstream.schemas.avro.RolloutPolicy;
import io.genstream.schemas.avro.ServingStatus;
import io.opentelemetry.context.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** The world around the service, on the real broker: publishes models, asks for images, collects what comes. */
public final class Bench implements AutoCloseable {
    private final KafkaConnection connection = KafkaConnection.single(TestBroker.bootstrap());
    private final KafkaProducer<String, byte[]> producer;
    public final Collected<ImageBatch> images;
    public final Collected<ImageBatch> evaluationImages;
    public final Collected<RequestOutcome> outcomes;
    public final Collected<RequestFailure> failures;
    public final Collected<ServingStatus> statuses;
    public final Collected<DeadLetter> deadLetters;

    public Bench() {
        TopicCreator.ensure(connection, Topics.all());
        this.producer = new KafkaProducer<>(
                connection.producer("test-bench"), new StringSerializer(), new ByteArraySerializer());
        this.images = new Collected<>(connection, Topics.IMAGE_BATCHES);
        this.evaluationImages = new Collected<>(connection, Topics.EVALUATION_BATCHES);
        this.outcomes = new Collected<>(connection, Topics.REQUEST_OUTCOMES);
        this.failures = new Collected<>(connection, Topics.REQUEST_FAILURES);
        this.statuses = new Collected<>(connection, Topics.SERVING_STATUS);
        this.deadLetters = new Collected<>(connection, Topics.DEAD_LETTERS);
    }

    public Map<String, String> properties(String instance) {
        return new TreeMap<>(Map.of("bootstrap.servers", TestBroker.bootstrap(), "instance.id", instance));
    }

    public static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    public void publish(String model, String version, DigitLikeGenerator generator) {
        publish(model, version, generator, generator.onnx());
    }

    public void publish(String model, String version, DigitLikeGenerator generator, byte[] onnx) {
        try (CheckpointPublisher publisher = new CheckpointPublisher(connection, unique("test-publisher"))) {
            Checkpoint checkpoint = Checkpoint.newBuilder()
                    .setModel(model)
                    .setVersion(version)
                    .setKind(CheckpointKind.GENERATOR)
                    .setCard(ModelCards.toAvro(generator.card()))
                    .setArtifacts(Map.of())
                    .setAt(Instant.now())
                    .build();
            var unused = publisher.publish(checkpoint, Map.of("generator", onnx));
        }
    }

    public void tombstone(String model, String version) {
        try (CheckpointPublisher publisher = new CheckpointPublisher(connection, unique("test-publisher"))) {
            publisher.tombstone(model, version, List.of());
        }
    }

    public void rollOut(String model, String stable) {
        send(
                Topics.MODEL_ROLLOUTS,
                Topics.MODEL_ROLLOUTS.record(
                        model,
                        ModelRollout.newBuilder()
                                .setModel(model)
                                .setStable(stable)
                                .setPolicy(RolloutPolicy.AUTO)
                                .setRevision(1)
                                .setBy("test")
                                .setReason("test")
                                .setAt(Instant.now())
                                .build()));
    }

    /** A sound request, for a test to change. */
    public static GenerationRequest.Builder request(String model, int count) {
        return GenerationRequest.newBuilder()
                .setRequestId(unique("request"))
                .setModel(model)
                .setCount(count)
                .setRequestImages(count)
                .setBatchSize(Math.min(16, Math.max(1, count)))
                .setSeed(42)
                .setLatent(Latent.newBuilder().build())
                .setCondition(Condition.newBuilder().build())
                .setEncoding(Encoding.RAW)
                .setCreatedAt(Instant.now());
    }

    public String ask(GenerationRequest.Builder builder) {
        GenerationRequest request = builder.build();
        send(Topics.GENERATION_REQUESTS, Topics.GENERATION_REQUESTS.record(request.getRequestId(), request));
        return request.getRequestId();
    }

    /** As {@link #ask}, by a caller who traces. */
    public String ask(GenerationRequest.Builder builder, Context trace) {
        GenerationRequest request = builder.build();
        byte[] bytes = Topics.GENERATION_REQUESTS.serializer().serialize("", request);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.GENERATION_REQUESTS.name(), request.getRequestId(), bytes);
        TraceHeaders.inject(trace, record.headers());
        var unused = producer.send(record);
        producer.flush();
        return request.getRequestId();
    }

    /** As {@link #ask}, on the lane of evaluations. */
    public String askForEvaluation(GenerationRequest.Builder builder) {
        GenerationRequest request = builder.build();
        send(
                Topics.EVALUATION_REQUESTS,
                Topics.EVALUATION_REQUESTS.record(request.getModel() + "/" + request.getVersion(), request));
        return request.getRequestId();
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, ProducerRecord<String, V> record) {
        byte[] bytes = topic.serializer().serialize(topic.name(), record.value());
        sendBytes(topic, record.key(), bytes);
    }

    public void sendBytes(Topic<?> topic, String key, byte[] bytes) {
        var unused = producer.send(new ProducerRecord<>(topic.name(), key, bytes));
        producer.flush();
    }

    /** Waits for the end of a request of one record. */
    public RequestOutcome outcome(String requestId) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        !outcomes.where(o -> o.getRequestId().equals(requestId)).isEmpty());
        return outcomes.where(o -> o.getRequestId().equals(requestId)).get(0).value();
    }

    public RequestFailure failure(String requestId) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !failures.where(
                        f -> f.getRequestId().equals(requestId))
                .isEmpty());
        return failures.where(f -> f.getRequestId().equals(requestId)).get(0).value();
    }

    /** Batches of a request in image order; of a batch that came twice, the first. */
    public List<ImageBatch> batches(String requestId) {
        Map<Long, ImageBatch> byFirst = new TreeMap<>();
        images.where(b -> b.getRequestId().equals(requestId))
                .forEach(i -> byFirst.putIfAbsent(i.value().getFirstImage(), i.value()));
        return new ArrayList<>(byFirst.values())
                .stream()
                        .sorted(Comparator.comparing(ImageBatch::getFirstImage))
                        .toList();
    }

    /** All images of a request as hex, in order. */
    public List<String> pictures(String requestId) {
        // outcomes come over a consumer of their own, which may be ahead of the one that collects images
        int batches = outcome(requestId).getOffsets().size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> batches(requestId).size() >= batches);
        return batches(requestId).stream()
                .flatMap(b -> b.getImages().stream())
                .map(Bench::hex)
                .toList();
    }

    public static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    @Override
    public void close() {
        producer.close();
        List.of(images, evaluationImages, outcomes, failures, statuses, deadLetters)
                .forEach(Collected::close);
    }
}
