package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.schemas.avro.DatasetRecord;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Counts what the log still has of a data set's deleted records. Used by one thread, read afterwards. */
public final class DeletedRecords {
    private final String prefix;
    private final DatasetIndex index;
    private final Predicate<DatasetRecord> which;
    private final Predicate<String> whichId;
    private final Deserializer<DatasetRecord> deserializer;
    private long pictures;
    private long tombstones;
    private long kept;

    /**
     * @param which of the records that have a value
     * @param whichId of the others, of which no more than the id is left
     */
    DeletedRecords(
            String datasetId,
            DatasetIndex index,
            Predicate<DatasetRecord> which,
            Predicate<String> whichId,
            Deserializer<DatasetRecord> deserializer) {
        this.prefix = datasetId + "/";
        this.index = index;
        this.which = which;
        this.whichId = whichId;
        this.deserializer = deserializer;
    }

    void see(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !record.key().startsWith(prefix)) {
            return;
        }
        String recordId = record.key().substring(prefix.length());
        boolean deleted = index.get(recordId).isEmpty();
        if (record.value() == null) {
            tombstones += deleted && whichId.test(recordId) ? 1 : 0;
        } else if (DatasetLog.decode(deserializer, record).filter(which).isPresent()) {
            pictures += deleted ? 1 : 0;
            kept += deleted ? 0 : 1;
        }
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
