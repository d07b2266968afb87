package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.DatasetUpdate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The two topics behind a {@link io.genstream.gateway.datasets.DatasetWriter}. One thread at a time; every call blocks. */
public final class DatasetLog implements AutoCloseable {
    /** Bounds memory, and how much an interrupted import leaves unacknowledged. */
    public static final int MAX_IN_FLIGHT = 512;

    private static final long PATIENCE_SECONDS = 60;

    private final TopicScan scan;
    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<DatasetRecord> recordSerializer;
    private final Deserializer<DatasetRecord> recordDeserializer;
    private final Serializer<DatasetUpdate> updateSerializer;
    private final Deserializer<DatasetUpdate> updateDeserializer;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicReference<Exception> refusal = new AtomicReference<>();

    /** What is in the log under a record id: a digest of the stored value, and its split. */
    public record Entry(long digest, int length, DatasetSplit split) {}

    public DatasetLog(KafkaConnection connection) {
        TopicCreator.ensure(connection, List.of(Topics.DATASET_RECORDS, Topics.DATASET_UPDATES));
        Map<String, Object> configs = connection.producer("gateway-dataset-writer");
        this.scan = new TopicScan(connection);
        this.recordSerializer = Topics.DATASET_RECORDS.serializer(configs);
        this.recordDeserializer = Topics.DATASET_RECORDS.deserializer(configs);
        this.updateSerializer = Topics.DATASET_UPDATES.serializer(configs);
        this.updateDeserializer = Topics.DATASET_UPDATES.deserializer(configs);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer());
    }

    /** The newest announced revision. */
    public Optional<DatasetRevision> latest(String datasetId) {
        AtomicReference<DatasetUpdate> latest = new AtomicReference<>();
        List<Long> unused = scan.run(Topics.DATASET_UPDATES, Map.of(), record -> {
            if (datasetId.equals(record.key())) {
                latest.set(decode(updateDeserializer, record).orElse(latest.get()));
            }
        });
        return Optional.ofNullable(latest.get()).map(DatasetUpdates::fromAvro);
    }

    /** What is stored of a data set, by record id. */
    public Map<String, Entry> index(String datasetId) {
        String prefix = datasetId + "/";
        Map<String, Entry> entries = new HashMap<>();
        List<Long> unused = scan.run(Topics.DATASET_RECORDS, Map.of(), record -> {
            if (record.key() == null || !record.key().startsWith(prefix)) {
                return;
            }
            String recordId = record.key().substring(prefix.length());
            if (record.value() == null) {
                entries.remove(recordId);
            } else {
                decode(recordDeserializer, record)
                        .ifPresent(value ->
                                entries.put(recordId, entry(record.value(), DatasetUpdates.split(value.getSplit()))));
            }
        });
        return entries;
    }

    /** Sends the image unless {@code known} says that these very bytes are stored; updates {@code known}. */
    public void writeIfNew(String datasetId, DatasetImage image, Map<String, Entry> known) {
        byte[] value =
                recordSerializer.serialize(Topics.DATASET_RECORDS.name(), DatasetUpdates.record(datasetId, image));
        Entry entry = entry(value, image.split());
        if (!entry.equals(known.put(image.recordId(), entry))) {
            send(new ProducerRecord<>(Topics.DATASET_RECORDS.name(), datasetId + "/" + image.recordId(), value));
        }
    }

    /** Waits until everything that was sent is acknowledged. */
    public void awaitWritten() {
        acquire(MAX_IN_FLIGHT);
        inFlight.release(MAX_IN_FLIGHT);
        throwIfRefused();
    }

    public List<Long> endOffsets() {
        return scan.endOffsets(Topics.DATASET_RECORDS);
    }

    /** Whether a record or a deletion of this data set lies at or beyond these offsets. */
    public boolean hasRecordsBeyond(String datasetId, List<Long> endOffsets) {
        Map<Integer, Long> from = new HashMap<>();
        for (int i = 0; i < endOffsets.size(); i++) {
            from.put(i, endOffsets.get(i));
        }
        AtomicBoolean found = new AtomicBoolean();
        List<Long> unused = scan.run(Topics.DATASET_RECORDS, from, record -> {
            if (record.key() != null && record.key().startsWith(datasetId + "/")) {
                found.set(true);
            }
        });
        return found.get();
    }

    public void announce(DatasetRevision revision, Instant at) {
        String datasetId = revision.description().datasetId();
        byte[] value = updateSerializer.serialize(Topics.DATASET_UPDATES.name(), DatasetUpdates.toAvro(revision, at));
        try {
            producer.send(new ProducerRecord<>(Topics.DATASET_UPDATES.name(), datasetId, value))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(
                    "Interrupted before data set " + datasetId + " was announced; import it again", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new DatasetException("Data set " + datasetId + " was written but not announced; import it again", e);
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        throwIfRefused();
        acquire(1);
        var unused = producer.send(record, (metadata, error) -> {
            if (error != null) {
                refusal.compareAndSet(null, error);
            }
            inFlight.release();
        });
    }

    private void acquire(int permits) {
        try {
            if (!inFlight.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new DatasetException("The broker acknowledged nothing for " + PATIENCE_SECONDS
                        + " s; see to it and import again: what is stored is not written twice");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException("Interrupted while importing; import again to go on where it stopped", e);
        }
    }

    private void throwIfRefused() {
        Exception error = refusal.getAndSet(null);
        if (error != null) {
            throw new DatasetException(
                    "The broker refused a picture (" + error.getMessage()
                            + "); mend that and import again: what is stored is not written twice",
                    error);
        }
    }

    private static <V> Optional<V> decode(Deserializer<V> deserializer, ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
        } catch (SerializationException poison) {
            return Optional.empty(); // the services that follow the topic dead-letter it
        }
    }

    private static Entry entry(byte[] value, DatasetSplit split) {
        CRC32C crc = new CRC32C();
        crc.update(value);
        return new Entry(crc.getValue() << 32 | (Arrays.hashCode(value) & 0xFFFFFFFFL), value.length, split);
    }

    @Override
    public void close() {
        producer.close();
    }
}
