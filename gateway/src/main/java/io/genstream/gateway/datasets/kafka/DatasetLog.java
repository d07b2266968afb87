package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.log.kafka.Forgetting;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.DatasetUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The two topics behind data sets: what is in them, and new records for them. Every call blocks. Thread-safe. */
public final class DatasetLog implements AutoCloseable {
    static final Outlet<DatasetRecord> RECORDS = new Outlet<>(Topics.DATASET_RECORDS, Writer.GATEWAY);
    private static final long PATIENCE_SECONDS = 60;
    private static final int MAX_UNANSWERED = 1_000;
    private static final int LINGER_MS = 5;
    private static final int BATCH_BYTES = 256 << 10;

    private final KafkaConnection connection;
    private final String clientId;
    private final TopicScan scan;
    private final Map<String, Object> configs;
    private final KafkaProducer<String, byte[]> producer;
    private final DatasetIndexes indexes;

    /** @param maxRecords that are remembered, of all data sets in use together */
    public DatasetLog(KafkaConnection connection, String clientId, int maxRecords) {
        TopicCreator.ensure(connection, List.of(Topics.DATASET_RECORDS, Topics.DATASET_UPDATES));
        this.connection = connection;
        this.clientId = clientId;
        this.configs = connection.producer(clientId);
        this.scan = new TopicScan(connection, clientId);
        this.indexes = new DatasetIndexes(scan, configs, maxRecords);
        this.producer =
                new KafkaProducer<>(appending(connection, clientId), new StringSerializer(), new ByteArraySerializer());
    }

    /** Settings of the producer of records: pictures come by the thousand, and wait a moment for one another. */
    private static Map<String, Object> appending(KafkaConnection connection, String clientId) {
        Map<String, Object> configs = connection.producer(clientId);
        configs.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        configs.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        configs.putAll(connection.properties());
        return configs;
    }

    /** The records of a data set as the log has them now. */
    public DatasetIndex index(String datasetId) {
        return indexes.upToDate(datasetId);
    }

    /** A way into the log for one import. */
    public DatasetAppender appender(String datasetId) {
        return new DatasetAppender(datasetId, index(datasetId), producer, RECORDS.serializer(configs));
    }

    /** The newest announced revision. */
    public Optional<DatasetRevision> latest(String datasetId) {
        return latestUpdate(datasetId).map(DatasetMapper::fromAvro);
    }

    Optional<DatasetUpdate> latestUpdate(String datasetId) {
        return lastUpdate(datasetId).filter(update -> !update.getDeleted());
    }

    /** The number of the newest revision, of a data set that was deleted, too; 0 where there was none. */
    long lastRevision(String datasetId) {
        return lastUpdate(datasetId).map(DatasetUpdate::getRevision).orElse(0L);
    }

    private Optional<DatasetUpdate> lastUpdate(String datasetId) {
        AtomicReference<DatasetUpdate> latest = new AtomicReference<>();
        Deserializer<DatasetUpdate> deserializer = Topics.DATASET_UPDATES.asWritten(configs);
        // past transactions: another data set's, open just now, may not hide what this one's last turn has announced
        List<Long> unused = read(
                Topics.DATASET_UPDATES,
                () -> scan.runPastTransactions(Topics.DATASET_UPDATES, List.of(), record -> {
                    if (datasetId.equals(record.key())) {
                        latest.set(decode(deserializer, record).orElse(latest.get()));
                    }
                }));
        return Optional.ofNullable(latest.get());
    }

    /** The right to announce the next revision; what {@link #latest} says from now on is what that comes after. */
    public RevisionTurn turn(String datasetId) {
        return new RevisionTurn(connection, clientId, datasetId);
    }

    /** Writes the null that deletes each record, wherever it lies; returns once the log has them all. */
    public void delete(String datasetId, List<String> recordIds) {
        String failure = "Not every record of data set " + datasetId + " was deleted; do it again";
        DatasetIndex index = index(datasetId);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String recordId : recordIds) {
            String key = datasetId + "/" + recordId;
            for (int partition : index.partitionsOf(recordId)) {
                sent.add(begin(new ProducerRecord<>(RECORDS.name(), partition, key, null), failure));
            }
        }
        sent.forEach(deletion -> await(deletion, failure));
    }

    /** Writes a null beside every record of a data set; returns how many, once the log has them. Memory is bounded. */
    long deleteAll(String datasetId) {
        String failure = "Not every record of data set " + datasetId + " was deleted; do it again";
        String prefix = datasetId + "/";
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        AtomicLong deleted = new AtomicLong();
        List<Long> unused = read(
                Topics.DATASET_RECORDS,
                () -> scan.run(Topics.DATASET_RECORDS, List.of(), record -> {
                    if (record.value() != null
                            && record.key() != null
                            && record.key().startsWith(prefix)) {
                        deleted.incrementAndGet();
                        sent.add(begin(
                                new ProducerRecord<>(RECORDS.name(), record.partition(), record.key(), null), failure));
                        awaitSome(sent, failure);
                    }
                }));
        sent.forEach(deletion -> await(deletion, failure));
        return deleted.get();
    }

    private static void awaitSome(List<Future<RecordMetadata>> sent, String failure) {
        if (sent.size() >= MAX_UNANSWERED) {
            sent.forEach(deletion -> await(deletion, failure));
            sent.clear();
        }
    }

    /** Repeats deletions where their records lie: compaction goes by partition. Returns how many there were. */
    int repeatElsewhere(String datasetId) {
        List<String> recordIds = index(datasetId).deletedElsewhere();
        delete(datasetId, recordIds);
        return recordIds.size();
    }

    /**
     * What is left of deleted records in the log as it is now.
     *
     * @param record of this id, or source, alone
     * @param subject of this person alone
     */
    public DeletedRecords deleted(String datasetId, Optional<String> record, Optional<String> subject) {
        DeletedRecords found = new DeletedRecords(
                datasetId, index(datasetId), record, subject, Topics.DATASET_RECORDS.deserializer(configs));
        List<Long> unused = read(Topics.DATASET_RECORDS, () -> scan.run(Topics.DATASET_RECORDS, List.of(), found::see));
        return found;
    }

    /** How long the log takes to forget. */
    public Forgetting forgetting() {
        return Forgetting.of(connection, clientId, Topics.DATASET_RECORDS);
    }

    private Future<RecordMetadata> begin(ProducerRecord<String, byte[]> record, String failure) {
        try {
            return producer.send(record);
        } catch (KafkaException e) {
            throw new DatasetException(Reason.BROKER_UNAVAILABLE, failure + " (" + e.getMessage() + ")", e);
        }
    }

    private static void await(Future<RecordMetadata> sent, String failure) {
        try {
            var unused = sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(Reason.BROKER_UNAVAILABLE, failure, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new DatasetException(Reason.BROKER_UNAVAILABLE, failure + " (" + e.getMessage() + ")", e);
        }
    }

    /** @throws DatasetException where the brokers do not answer */
    static List<Long> read(Topic<?> topic, Supplier<List<Long>> scan) {
        try {
            return scan.get();
        } catch (KafkaException e) {
            throw new DatasetException(
                    Reason.BROKER_UNAVAILABLE, "Topic " + topic + " cannot be read: " + e.getMessage(), e);
        }
    }

    static <V> Optional<V> decode(Deserializer<V> deserializer, ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
        } catch (SerializationException poison) {
            return Optional.empty(); // the services that follow the topic dead-letter it
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
