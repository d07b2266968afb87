package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.DatasetUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The right to announce a data set's next revision. Taking it takes it from whoever had it, in any gateway: who read the latest
 * revision after that and may still announce is the only one, so no number is given twice. Used by one thread.
 */
public final class RevisionTurn implements AutoCloseable {
    private static final Outlet<DatasetUpdate> UPDATES = new Outlet<>(Topics.DATASET_UPDATES, Writer.GATEWAY);

    private final String datasetId;
    private final KafkaProducer<String, DatasetUpdate> producer;

    RevisionTurn(KafkaConnection connection, String clientId, String datasetId) {
        this.datasetId = datasetId;
        Map<String, Object> configs = connection.producer(clientId + "-revisions");
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "genstream-revisions-" + datasetId);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), UPDATES.serializer(configs));
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw failed(e);
        }
    }

    /** @return false where another one has taken the turn meanwhile: nothing was announced */
    public boolean announce(DatasetRevision revision, Instant at) {
        return announce(DatasetMapper.toAvro(revision, at));
    }

    boolean announce(DatasetUpdate update) {
        try {
            producer.beginTransaction();
            var unused = producer.send(UPDATES.record(datasetId, update));
            producer.commitTransaction(); // it also tells whether the record was sent
            return true;
        } catch (KafkaException e) {
            if (fenced(e)) {
                return false;
            }
            throw failed(e);
        }
    }

    private static boolean fenced(Throwable error) {
        return error != null
                && (error instanceof ProducerFencedException
                        || error instanceof InvalidProducerEpochException
                        || fenced(error.getCause()));
    }

    private DatasetException failed(KafkaException cause) {
        return new DatasetException(
                Reason.BROKER_UNAVAILABLE,
                "Data set " + datasetId + " was not announced; do it again (" + cause.getMessage() + ")",
                cause);
    }

    @Override
    public void close() {
        producer.close();
    }
}
