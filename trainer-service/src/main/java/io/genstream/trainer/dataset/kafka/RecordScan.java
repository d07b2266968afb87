package io.genstream.trainer.dataset.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.kafka.Outage;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Scans of topic dataset-records, whose troubles are a data set's. Thread-safe. */
final class RecordScan {
    private final TopicScan scan;

    RecordScan(KafkaConnection connection, String clientId) {
        this.scan = new TopicScan(connection, clientId);
    }

    /**
     * @param from the first offset to read, by partition; beyond the list from the beginning
     * @return the end offsets, exclusive, by partition
     */
    List<Long> run(List<Long> from, BooleanSupplier cancelled, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        try {
            return scan.run(Topics.DATASET_RECORDS, from, cancelled, visitor);
        } catch (CancellationException e) {
            throw new DatasetException("reading was cancelled", false, e);
        } catch (KafkaException e) {
            String what = "topic dataset-records cannot be read: " + e.getMessage();
            throw Outage.isBehind(e) ? DatasetException.outage(what, e) : new DatasetException(what, true, e);
        }
    }
}
