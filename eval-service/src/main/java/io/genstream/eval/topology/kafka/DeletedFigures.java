package io.genstream.eval.topology.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.VersionDeletion;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Evaluation;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the figures of versions that somebody deleted, those that come late, too. Figures of versions that the trainer dropped,
 * since newer ones are there, stay: they are the curve. Told by two followers; thread-safe.
 */
public final class DeletedFigures implements AutoCloseable {
    private static final Outlet<Evaluation> EVALUATIONS = new Outlet<>(Topics.EVALUATIONS, Writer.EVAL);
    private static final Logger LOGGER = LoggerFactory.getLogger(DeletedFigures.class);
    private static final int VERSIONS = 20_000;

    private final KafkaProducer<String, byte[]> producer;
    /** Keys by version. */
    private final Map<String, Set<String>> figures = new LinkedHashMap<>();

    private final Set<String> deleted = new LinkedHashSet<>();

    public DeletedFigures(KafkaConnection connection, String clientId) {
        this.producer = new KafkaProducer<>(
                connection.producer(clientId + "-deleted-figures"), new StringSerializer(), new ByteArraySerializer());
    }

    public synchronized void onCheckpoint(
            String versionKey, Checkpoint checkpoint, ConsumerRecord<String, byte[]> meta) {
        if (checkpoint == null && VersionDeletion.isByHand(meta)) {
            deleted.add(versionKey);
            bound(deleted);
            Set<String> known = figures.getOrDefault(versionKey, Set.of());
            List.copyOf(known).forEach(this::delete);
        } else if (checkpoint != null) {
            deleted.remove(versionKey);
        }
    }

    public synchronized void onEvaluation(String key, Evaluation evaluation) {
        String versionKey = key.substring(0, Math.max(0, key.lastIndexOf('/')));
        if (evaluation == null) {
            figures.getOrDefault(versionKey, new LinkedHashSet<>()).remove(key);
        } else if (deleted.contains(versionKey)) {
            delete(key);
        } else {
            figures.computeIfAbsent(versionKey, version -> new LinkedHashSet<>())
                    .add(key);
            bound(figures.keySet());
        }
    }

    /** The eldest go. */
    private static void bound(Collection<String> versions) {
        if (versions.size() > VERSIONS) {
            versions.remove(versions.iterator().next());
        }
    }

    private void delete(String key) {
        var unused = producer.send(new ProducerRecord<>(EVALUATIONS.name(), key, null), (metadata, error) -> {
            if (error != null) {
                LOGGER.warn("Figure {} of a deleted version goes at the next start: {}", key, error.getMessage());
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
