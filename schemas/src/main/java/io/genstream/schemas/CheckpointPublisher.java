package io.genstream.schemas;

import io.genstream.schemas.avro.Artifact;
import io.genstream.schemas.avro.ArtifactRef;
import io.genstream.schemas.avro.Checkpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes a checkpoint with its artifacts in one transaction: whoever sees the checkpoint can read its bytes.
 *
 * <p>The transactional id fences an earlier owner of the same id. One thread at a time; called by the trainer and by whoever
 * registers a model from outside.
 */
public final class CheckpointPublisher implements AutoCloseable {
    private static final Outlet<Checkpoint> CHECKPOINTS = new Outlet<>(Topics.CHECKPOINTS, Writer.TRAINER);
    private static final Outlet<Artifact> ARTIFACTS = new Outlet<>(Topics.ARTIFACTS, Writer.TRAINER);

    private final KafkaProducer<String, SpecificRecord> producer;
    private final int artifactPartitions;

    /** @throws KafkaException where the cluster cannot be reached */
    public CheckpointPublisher(KafkaConnection connection, String transactionalId) {
        Map<String, Object> configs = connection.producer(transactionalId);
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        configs.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), new EitherSerializer(configs));
        try {
            producer.initTransactions();
            this.artifactPartitions = producer.partitionsFor(ARTIFACTS.name()).size();
        } catch (RuntimeException e) {
            // left alone it would go on asking for an epoch, and fence its successor once the cluster is back
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * @param checkpoint with an empty map of artifacts
     * @param artifacts bytes by role
     * @return the checkpoint as published, with its references
     * @throws ArtifactException if the transaction was aborted; nothing is visible then, and the call may be repeated
     */
    public Checkpoint publish(Checkpoint checkpoint, Map<String, byte[]> artifacts) {
        producer.beginTransaction();
        try {
            Map<String, ArtifactRef> refs = new TreeMap<>();
            for (Map.Entry<String, byte[]> artifact : artifacts.entrySet()) {
                refs.put(artifact.getKey(), send(artifact.getValue()));
            }
            Checkpoint complete =
                    Checkpoint.newBuilder(checkpoint).setArtifacts(refs).build();
            await(producer.send(
                    record(CHECKPOINTS.record(key(checkpoint.getModel(), checkpoint.getVersion()), complete))));
            producer.commitTransaction();
            return complete;
        } catch (RuntimeException e) {
            throw abort("Checkpoint " + key(checkpoint.getModel(), checkpoint.getVersion()) + " was not published", e);
        }
    }

    /** Deletes a checkpoint, and those of its artifacts that no other checkpoint shares. */
    public void tombstone(String model, String version, Collection<ArtifactRef> unshared) {
        producer.beginTransaction();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            sent.add(producer.send(record(CHECKPOINTS.tombstone(key(model, version)))));
            for (ArtifactRef ref : unshared) {
                for (int chunk = 0; chunk < ref.getChunks(); chunk++) {
                    sent.add(producer.send(record(
                            ARTIFACTS.record(ref.getPartition(), ArtifactFraming.key(ref.getSha256(), chunk), null))));
                }
            }
            sent.forEach(CheckpointPublisher::await);
            producer.commitTransaction();
        } catch (RuntimeException e) {
            throw abort("Checkpoint " + key(model, version) + " was not deleted", e);
        }
    }

    /** Key of a version in every topic that is keyed by it. */
    public static String key(String model, String version) {
        return model + "/" + version;
    }

    private ArtifactRef send(byte[] bytes) {
        List<Artifact> chunks = ArtifactFraming.cut(bytes);
        String sha256 = chunks.get(0).getSha256();
        int partition = Math.floorMod(sha256.hashCode(), artifactPartitions);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Artifact chunk : chunks) {
            String key = ArtifactFraming.key(sha256, chunk.getChunk());
            sent.add(producer.send(record(ARTIFACTS.record(partition, key, chunk))));
        }
        return ArtifactRef.newBuilder()
                .setSha256(sha256)
                .setSize(bytes.length)
                .setChunks(chunks.size())
                .setPartition(partition)
                .setFirstOffset(await(sent.get(0)).offset())
                .setLastOffset(await(sent.get(sent.size() - 1)).offset())
                .build();
    }

    private ArtifactException abort(String what, RuntimeException cause) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            cause.addSuppressed(e);
        }
        return new ArtifactException(what + ": " + cause.getMessage(), cause);
    }

    private static RecordMetadata await(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while publishing", e);
        }
    }

    /** One producer carries two topics in one transaction; this only widens the value's type. */
    private static <V extends SpecificRecord> ProducerRecord<String, SpecificRecord> record(
            ProducerRecord<String, V> typed) {
        return new ProducerRecord<>(typed.topic(), typed.partition(), typed.key(), typed.value());
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Picks the serializer by topic. */
    private static final class EitherSerializer implements Serializer<SpecificRecord> {
        private final Map<String, Serializer<? extends SpecificRecord>> byTopic = new HashMap<>();

        EitherSerializer(Map<String, ?> configs) {
            byTopic.put(ARTIFACTS.name(), ARTIFACTS.serializer(configs));
            byTopic.put(CHECKPOINTS.name(), CHECKPOINTS.serializer(configs));
        }

        @Override
        @SuppressWarnings("unchecked") // each topic is sent its own type only, by the two methods above
        public byte[] serialize(String topic, SpecificRecord value) {
            return ((Serializer<SpecificRecord>) byTopic.get(topic)).serialize(topic, value);
        }
    }
}
