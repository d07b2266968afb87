package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.gateway.datasets.RecordPlace;
import io.genstream.gateway.datasets.RecordSummary;
import io.genstream.schemas.avro.DatasetRecord;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/** One import's way into dataset-records: what is on its way unacknowledged is bounded. Blocks; one thread. */
public final class DatasetAppender {
    /** In KiB of records. */
    private static final int MAX_IN_FLIGHT = 8 << 10;
    /** So that many tiny records count, too: 512 of them at most. */
    private static final int RECORD_COST = 16;

    private static final long PATIENCE_SECONDS = 60;

    /** What a picture is beside what was stored under its id. */
    public enum Outcome {
        NEW,
        /** Another picture stood there. */
        REPLACED,
        /** The same picture with another label, split, subject or source. */
        RELABELLED,
        UNCHANGED
    }

    private final String datasetId;
    private final DatasetIndex index;
    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<DatasetRecord> serializer;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicReference<Exception> refusal = new AtomicReference<>();

    DatasetAppender(
            String datasetId,
            DatasetIndex index,
            KafkaProducer<String, byte[]> producer,
            Serializer<DatasetRecord> serializer) {
        this.datasetId = datasetId;
        this.index = index;
        this.producer = producer;
        this.serializer = serializer;
    }

    /** What was stored when the import began. */
    public DatasetIndex index() {
        return index;
    }

    /** Sends the image unless the very same is stored already; it replaces whatever else stands under its id. */
    public Outcome append(DatasetImage image) {
        return append(image, true);
    }

    /** @param mayReplace another picture under the same id; labels, split and the like change in any case */
    public Outcome append(DatasetImage image, boolean mayReplace) {
        DatasetRecord record = DatasetMapper.record(datasetId, image);
        RecordSummary summary = DatasetMapper.summary(record);
        Outcome outcome = index.get(image.recordId())
                .map(stored -> outcome(stored, summary))
                .orElse(Outcome.NEW);
        if (outcome == Outcome.REPLACED && !mayReplace) {
            throw new DatasetException(
                    Reason.RECORD_EXISTS,
                    "another picture is stored as record " + image.recordId() + " (ifStored=replace takes its place)");
        }
        if (outcome != Outcome.UNCHANGED) {
            byte[] value = serializer.serialize(DatasetLog.RECORDS.name(), record);
            send(image.recordId(), value, summary);
        }
        return outcome;
    }

    private static Outcome outcome(RecordSummary stored, RecordSummary now) {
        if (stored.equals(now)) {
            return Outcome.UNCHANGED;
        }
        return stored.isSamePicture(now) ? Outcome.RELABELLED : Outcome.REPLACED;
    }

    /** Waits until everything that was sent is acknowledged. */
    public void awaitWritten() {
        acquire(MAX_IN_FLIGHT);
        inFlight.release(MAX_IN_FLIGHT);
        throwIfRefused();
    }

    private void send(String recordId, byte[] value, RecordSummary summary) {
        throwIfRefused();
        int cost = Math.min(MAX_IN_FLIGHT, RECORD_COST + (value.length >> 10));
        acquire(cost);
        try {
            String key = datasetId + "/" + recordId;
            var unused =
                    producer.send(new ProducerRecord<>(DatasetLog.RECORDS.name(), key, value), (written, error) -> {
                        if (error == null) {
                            RecordPlace place =
                                    new RecordPlace(written.partition(), written.offset(), written.timestamp());
                            index.acknowledge(place, recordId, summary);
                        } else {
                            refusal.compareAndSet(null, error);
                        }
                        inFlight.release(cost);
                    });
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    private void acquire(int permits) {
        try {
            if (!inFlight.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new DatasetException(
                        Reason.BROKER_UNAVAILABLE,
                        "The broker acknowledged nothing for " + PATIENCE_SECONDS
                                + " s; see to it and import again: what is stored is not written twice");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(
                    Reason.BROKER_UNAVAILABLE,
                    "Interrupted while importing; import again to go on where it stopped",
                    e);
        }
    }

    private void throwIfRefused() {
        Exception error = refusal.getAndSet(null);
        if (error != null) {
            throw refused(error);
        }
    }

    private static DatasetException refused(Exception error) {
        return new DatasetException(
                Reason.BROKER_UNAVAILABLE,
                "The broker refused a picture (" + error.getMessage()
                        + "); mend that and import again: what is stored is not written twice",
                error);
    }
}
