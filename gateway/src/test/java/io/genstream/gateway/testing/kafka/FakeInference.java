package io.genstream.gateway.testing.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.OutcomeState;
import io.genstream.schemas.avro.RequestOutcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Plays the inference side over the real topics for one model: every pixel of image i is (seed + i + 10 * label) mod 251, so a
 * picture is a function of the request alone, as the real one's.
 */
public final class FakeInference implements AutoCloseable {
    /** How this side behaves. */
    public enum Mode {
        SERVE,
        FAIL,
        SILENT,
        /** Outcomes without batches on the reply partition: the batches go to another one. */
        MISDIRECT
    }

    private final String model;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private final Semaphore allowed = new Semaphore(Integer.MAX_VALUE / 2);
    private volatile Mode mode = Mode.SERVE;
    private volatile boolean closing;

    public FakeInference(String bootstrapServers, String model) {
        this.model = model;
        KafkaConnection connection = KafkaConnection.single(bootstrapServers);
        this.consumer = new KafkaConsumer<>(
                connection.consumer("test-inference", null), new StringDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                connection.producer("test-inference"), new StringSerializer(), new ByteArraySerializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.GENERATION_REQUESTS.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = new Thread(this::run, "test-inference");
        thread.start();
    }

    public void mode(Mode next) {
        mode = next;
    }

    /** Serves so many records of requests, and the next ones after {@link #release}. */
    public void hold(int records) {
        allowed.drainPermits();
        allowed.release(records);
    }

    public void release() {
        allowed.release(Integer.MAX_VALUE / 2 - allowed.availablePermits());
    }

    /** "requestId version firstImage count batchSize" of each record that came for the model. */
    public List<String> requests() {
        return requests;
    }

    public static int pixel(long seed, long index, int label) {
        return (int) Math.floorMod(seed + index + 10L * label, 251);
    }

    private void run() {
        try (consumer;
                producer) {
            while (!closing) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::handle);
            }
        } catch (WakeupException expected) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        GenerationRequest request;
        try {
            request = Topics.GENERATION_REQUESTS.deserializer().deserialize(record.topic(), record.value());
        } catch (RuntimeException poison) {
            return;
        }
        if (!request.getModel().equals(model)) {
            return;
        }
        requests.add(String.join(
                " ",
                request.getRequestId(),
                request.getVersion(),
                Long.toString(request.getFirstImage()),
                Integer.toString(request.getCount()),
                Integer.toString(request.getBatchSize())));
        try {
            answer(request);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(GenerationRequest request) throws Exception {
        allowed.acquire();
        switch (mode) {
            case SILENT -> {}
            case FAIL -> outcome(request, OutcomeState.FAILED, -1, List.of());
            case SERVE -> serve(request, request.getReplyPartition());
            case MISDIRECT -> serve(request, (request.getReplyPartition() + 1) % Topics.IMAGE_BATCHES.partitions());
        }
    }

    private void serve(GenerationRequest request, int partition) throws Exception {
        List<Long> offsets = new ArrayList<>();
        for (int first = 0; first < request.getCount(); first += request.getBatchSize()) {
            ImageBatch batch = batch(request, first, Math.min(request.getBatchSize(), request.getCount() - first));
            offsets.add(producer.send(new ProducerRecord<>(
                            Topics.IMAGE_BATCHES.name(),
                            partition,
                            request.getRequestId(),
                            Topics.IMAGE_BATCHES.serializer().serialize(Topics.IMAGE_BATCHES.name(), batch)))
                    .get(10, TimeUnit.SECONDS)
                    .offset());
        }
        outcome(request, OutcomeState.COMPLETED, partition, offsets);
    }

    private static ImageBatch batch(GenerationRequest request, int first, int count) {
        List<ByteBuffer> images = new ArrayList<>();
        List<List<Float>> labels = new ArrayList<>();
        List<List<Float>> latents = new ArrayList<>();
        List<List<Float>> vectors = request.getLatent().getVectors();
        List<List<Float>> rows = request.getCondition().getRows();
        for (int i = 0; i < count; i++) {
            long index = request.getFirstImage() + first + i;
            List<Float> row = rows.isEmpty() ? List.of((float) (index % 10)) : rows.get((int) (index % rows.size()));
            byte[] image = new byte[32 * 32];
            Arrays.fill(image, (byte) pixel(request.getSeed(), index, row.get(0).intValue()));
            images.add(ByteBuffer.wrap(image));
            labels.add(row);
            if (request.getWithLatents()) {
                latents.add(vectors.get((int) (index % vectors.size())));
            }
        }
        return ImageBatch.newBuilder()
                .setRequestId(request.getRequestId())
                .setFirstImage(request.getFirstImage() + first)
                .setRequestImages(request.getRequestImages())
                .setModel(request.getModel())
                .setVersion(request.getVersion())
                .setSeed(request.getSeed())
                .setHeight(32)
                .setWidth(32)
                .setChannels(1)
                .setEncoding(Encoding.RAW)
                .setImages(images)
                .setLabels(labels)
                .setLatents(latents)
                .setAt(Instant.now())
                .build();
    }

    private void outcome(GenerationRequest request, OutcomeState state, int partition, List<Long> offsets)
            throws Exception {
        RequestOutcome outcome = RequestOutcome.newBuilder()
                .setRequestId(request.getRequestId())
                .setFirstImage(request.getFirstImage())
                .setCount(request.getCount())
                .setRequestImages(request.getRequestImages())
                .setState(state)
                .setModel(request.getModel())
                .setVersion(request.getVersion())
                .setPartition(partition)
                .setOffsets(offsets)
                .setCode(state == OutcomeState.FAILED ? "VERSION_FAILED" : null)
                .setMessage(state == OutcomeState.FAILED ? "the test wants it so" : null)
                .setAt(Instant.now())
                .build();
        producer.send(new ProducerRecord<>(
                        Topics.REQUEST_OUTCOMES.name(),
                        request.getRequestId() + "/" + request.getFirstImage(),
                        Topics.REQUEST_OUTCOMES.serializer().serialize(Topics.REQUEST_OUTCOMES.name(), outcome)))
                .get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        release();
        consumer.wakeup();
        thread.join(5_000);
    }
}
