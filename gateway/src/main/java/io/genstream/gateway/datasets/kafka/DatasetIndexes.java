package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.gateway.datasets.RecordPlace;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Indexes of the data sets that were used last. The topic is read once from its beginning for a data set, and from then on only
 * what came since. Bounded by records: the data set used longest ago is forgotten first. Blocks. Thread-safe.
 */
final class DatasetIndexes {
    private static final float LOAD_FACTOR = 0.75f;
    private static final int MAX_INDEXES = 64;

    private final TopicScan scan;
    private final Map<String, Object> configs;
    private final int maxRecords;
    private final Map<String, DatasetIndex> indexes = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    DatasetIndexes(TopicScan scan, Map<String, Object> configs, int maxRecords) {
        this.scan = scan;
        this.configs = configs;
        this.maxRecords = maxRecords;
    }

    DatasetIndex upToDate(String datasetId) {
        DatasetIndex index;
        synchronized (this) {
            index = indexes.computeIfAbsent(datasetId, id -> new DatasetIndex());
        }
        catchUp(datasetId, index);
        forgetEldest(index);
        return index;
    }

    private void catchUp(String datasetId, DatasetIndex index) {
        String prefix = datasetId + "/";
        Deserializer<DatasetRecord> deserializer = Topics.DATASET_RECORDS.deserializer(configs);
        synchronized (index) {
            index.takeAcknowledged(maxRecords);
            index.readTo(DatasetLog.read(
                    Topics.DATASET_RECORDS,
                    () -> scan.run(Topics.DATASET_RECORDS, index.endOffsets(), record -> {
                        if (record.key() != null && record.key().startsWith(prefix)) {
                            see(index, record.key().substring(prefix.length()), record, deserializer);
                        }
                    })));
        }
    }

    private void see(
            DatasetIndex index,
            String recordId,
            ConsumerRecord<String, byte[]> record,
            Deserializer<DatasetRecord> deserializer) {
        if (record.value() == null) {
            index.see(place(record), recordId, null);
            return;
        }
        Optional<DatasetRecord> value = DatasetLog.decode(deserializer, record);
        if (value.isEmpty()) {
            return;
        }
        if (index.size() >= maxRecords) {
            throw new DatasetException(
                    Reason.DATASET_TOO_LARGE,
                    "Data set " + value.get().getDatasetId() + " has more than " + maxRecords
                            + " records (dataset.records.max); split it, or raise that and the gateway's heap");
        }
        index.see(place(record), recordId, DatasetMapper.summary(value.get()));
    }

    private static RecordPlace place(ConsumerRecord<?, ?> record) {
        return new RecordPlace(record.partition(), record.offset(), record.timestamp());
    }

    private synchronized void forgetEldest(DatasetIndex inUse) {
        List<DatasetIndex> all = new ArrayList<>(indexes.values());
        long records = all.stream().mapToLong(DatasetIndex::size).sum();
        Iterator<DatasetIndex> eldest = indexes.values().iterator();
        while ((records > maxRecords || indexes.size() > MAX_INDEXES) && eldest.hasNext()) {
            DatasetIndex candidate = eldest.next();
            if (candidate != inUse) {
                records -= candidate.size();
                eldest.remove();
            }
        }
    }
}
