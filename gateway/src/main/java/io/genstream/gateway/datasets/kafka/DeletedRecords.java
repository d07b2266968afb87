package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.schemas.avro.DatasetRecord;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Counts what the log still has of a data set's deleted records. Used by one thread, read afterwards. */
public final class DeletedRecords {
    private final String prefix;
    private final DatasetIndex index;
    private final Optional<String> name;
    private final Optional<String> subject;
    private final Deserializer<DatasetRecord> deserializer;
    private long pictures;
    private long tombstones;
    private long kept;

    /**
     * @param name id or source of the one that counts; of a tombstone no more than the id is known
     * @param subject of those that count
     */
    DeletedRecords(
            String datasetId,
            DatasetIndex index,
            Optional<String> name,
            Optional<String> subject,
            Deserializer<DatasetRecord> deserializer) {
        this.prefix = datasetId + "/";
        this.index = index;
        this.name = name;
        this.subject = subject;
        this.deserializer = deserializer;
    }

    void see(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !record.key().startsWith(prefix)) {
            return;
        }
        String recordId = record.key().substring(prefix.length());
        boolean deleted = index.get(recordId).isEmpty();
        if (record.value() == null) {
            tombstones += deleted && name.orElse(recordId).equals(recordId) ? 1 : 0;
        } else if (DatasetLog.decode(deserializer, record).map(this::counts).orElse(nobodyIsNamed())) {
            pictures += deleted ? 1 : 0;
            kept += deleted ? 0 : 1;
        }
    }

    private boolean counts(DatasetRecord record) {
        boolean named = name.isEmpty()
                || name.get().equals(record.getRecordId())
                || name.get().equals(record.getSource());
        return named && (subject.isEmpty() || subject.get().equals(record.getSubject()));
    }

    /** Then what cannot be read counts as well. */
    private boolean nobodyIsNamed() {
        return name.isEmpty() && subject.isEmpty();
    }

    /** Values of deleted records, in whose bytes their pictures are. */
    public long pictures() {
        return pictures;
    }

    /** Nulls, in whose keys the ids are. */
    public long tombstones() {
        return tombstones;
    }

    /** Values of records that are not deleted. */
    public long kept() {
        return kept;
    }
}
