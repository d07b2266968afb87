package io.genstream.gateway.deletion.kafka;

import io.genstream.gateway.error.GatewayException;
import io.genstream.schemas.ArtifactFraming;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.schemas.VersionDeletion;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.Artifact;
import io.genstream.schemas.avro.ArtifactRef;
import io.genstream.schemas.avro.Checkpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Deletes versions of a model with those of their artifacts that no other checkpoint has, each version in a transaction. One at a
 * time among all gateways: who begins takes the turn from whoever had it, and then reads what is there. Blocks. Thread-safe.
 */
public final class CheckpointEraser {
    private static final Outlet<Checkpoint> CHECKPOINTS = new Outlet<>(Topics.CHECKPOINTS, Writer.GATEWAY);
    private static final Outlet<Artifact> ARTIFACTS = new Outlet<>(Topics.ARTIFACTS, Writer.GATEWAY);
    private static final String TURN = "genstream-checkpoint-deletions";
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final KafkaConnection connection;
    private final String clientId;

    public CheckpointEraser(KafkaConnection connection, String clientId) {
        this.connection = connection;
        this.clientId = clientId + "-deletions";
    }

    /**
     * @param wanted of the model's versions
     * @param last those that go after all others, so that users are served as long as possible
     * @return the versions that are gone
     * @throws GatewayException 503 if some may be left: do it again
     */
    public List<String> erase(String model, Predicate<String> wanted, Predicate<String> last) {
        Map<String, Object> configs = connection.producer(clientId);
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TURN);
        String prefix = model + "/";
        List<String> gone = new ArrayList<>();
        try (var producer = new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            Map<String, Collection<ArtifactRef>> all = checkpoints(configs);
            List<String> versions = all.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .map(key -> key.substring(prefix.length()))
                    .filter(wanted)
                    .sorted(Comparator.comparing(last::test))
                    .toList();
            for (String version : versions) {
                erase(producer, prefix + version, all);
                gone.add(version);
            }
            return gone;
        } catch (KafkaException e) {
            GatewayException unfinished = GatewayException.retry(
                    503,
                    "BROKER_UNAVAILABLE",
                    "Deleted " + gone.size() + " versions of " + model + ", then the brokers refused (" + e.getMessage()
                            + "); do it again: what is gone stays gone",
                    RETRY);
            unfinished.initCause(e);
            throw unfinished;
        }
    }

    private static void erase(
            KafkaProducer<String, byte[]> producer, String key, Map<String, Collection<ArtifactRef>> all) {
        Collection<ArtifactRef> artifacts = all.remove(key);
        producer.beginTransaction();
        ProducerRecord<String, byte[]> tombstone = new ProducerRecord<>(CHECKPOINTS.name(), key, null);
        VersionDeletion.markByHand(tombstone);
        var unusedCheckpoint = producer.send(tombstone);
        for (ArtifactRef artifact : artifacts) {
            boolean shared = all.values().stream().flatMap(Collection::stream).anyMatch(other -> other.getSha256()
                    .equals(artifact.getSha256()));
            for (int chunk = 0; !shared && chunk < artifact.getChunks(); chunk++) {
                String chunkKey = ArtifactFraming.key(artifact.getSha256(), chunk);
                var unusedChunk =
                        producer.send(new ProducerRecord<>(ARTIFACTS.name(), artifact.getPartition(), chunkKey, null));
            }
        }
        producer.commitTransaction(); // it also tells whether the records were sent
    }

    /** Every checkpoint's artifacts, by its key; past transactions, so that a publication under way counts. */
    private Map<String, Collection<ArtifactRef>> checkpoints(Map<String, Object> configs) {
        Map<String, Collection<ArtifactRef>> all = new HashMap<>();
        Deserializer<Checkpoint> deserializer = Topics.CHECKPOINTS.deserializer(configs);
        List<Long> unused = new TopicScan(connection, clientId)
                .runPastTransactions(Topics.CHECKPOINTS, List.of(), record -> {
                    try {
                        Checkpoint checkpoint = deserializer.deserialize(record.topic(), record.value());
                        all.put(
                                record.key(),
                                checkpoint == null
                                        ? null
                                        : checkpoint.getArtifacts().values());
                    } catch (SerializationException poison) {
                        all.remove(record.key()); // whoever follows the topic dead-letters it
                    }
                });
        all.values().removeIf(Objects::isNull);
        return new TreeMap<>(all);
    }
}
