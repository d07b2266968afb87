package io.genstream.schemas;

import io.genstream.schemas.avro.Artifact;
import io.genstream.schemas.avro.ArtifactRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads artifacts from their topic. The reference's offsets are a hint: where they miss (a compacted or mirrored topic), the
 * partitions are scanned by key. The SHA-256 is checked either way.
 *
 * <p>Thread-safe; each read opens a consumer of its own, since reads are rare (a version is loaded) and large.
 */
public final class ArtifactReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(ArtifactReader.class);

    private final KafkaConnection connection;
    private final String clientId;
    private final Deserializer<Artifact> deserializer;

    public ArtifactReader(KafkaConnection connection, String clientId) {
        this.connection = connection;
        this.clientId = clientId;
        this.deserializer = Topics.ARTIFACTS.deserializer(connection.consumer(clientId, null));
    }

    /** @throws ArtifactException if the bytes cannot be had whole */
    public byte[] read(ArtifactHandle handle) {
        return read(handle.ref());
    }

    /** @throws ArtifactException if the bytes cannot be had whole */
    public byte[] read(ArtifactRef ref) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            Map<Integer, Artifact> chunks = atHint(consumer, ref);
            if (chunks.size() < ref.getChunks()) {
                chunks = scan(consumer, ref);
            }
            return ArtifactFraming.join(ref.getSha256(), chunks.values());
        } catch (TimeoutException e) {
            throw new ArtifactException("Artifact " + ref.getSha256() + " was not read: " + e.getMessage(), e);
        }
    }

    private Map<Integer, Artifact> atHint(KafkaConsumer<String, byte[]> consumer, ArtifactRef ref) {
        TopicPartition partition = new TopicPartition(Topics.ARTIFACTS.name(), ref.getPartition());
        if (ref.getFirstOffset() < 0
                || !TopicScan.partitions(consumer, Topics.ARTIFACTS).contains(partition)) {
            return Map.of();
        }
        // a hint, not a promise: beyond the end a poll would wait for records that may never come
        if (ref.getLastOffset() >= consumer.endOffsets(List.of(partition)).get(partition)) {
            return Map.of();
        }
        try {
            return collect(consumer, ref, partition, ref.getFirstOffset(), ref.getLastOffset() + 1);
        } catch (OffsetOutOfRangeException expected) {
            return Map.of(); // compacted away meanwhile
        }
    }

    private Map<Integer, Artifact> scan(KafkaConsumer<String, byte[]> consumer, ArtifactRef ref) {
        Map<Integer, Artifact> found = new HashMap<>();
        for (TopicPartition partition : TopicScan.partitions(consumer, Topics.ARTIFACTS)) {
            long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            found.putAll(collect(consumer, ref, partition, begin, end));
            if (found.size() == ref.getChunks()) {
                break;
            }
        }
        return found;
    }

    private Map<Integer, Artifact> collect(
            KafkaConsumer<String, byte[]> consumer, ArtifactRef ref, TopicPartition partition, long from, long to) {
        Map<Integer, Artifact> chunks = new HashMap<>();
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        TopicScan.read(
                consumer,
                Map.of(partition, to),
                () -> chunks.size() == ref.getChunks(),
                TopicScan.STALL,
                record -> readable(record)
                        .filter(chunk -> chunk.getSha256().equals(ref.getSha256()))
                        .ifPresent(chunk -> chunks.put(chunk.getChunk(), chunk)));
        return chunks;
    }

    /** A record that is none of ours must not keep anyone from the artifacts around it. */
    private Optional<Artifact> readable(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            LOGGER.debug("Passing by an unreadable record at offset {} of {}", record.offset(), record.topic(), e);
            return Optional.empty();
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> configs = connection.consumer(clientId + "-artifacts", null);
        configs.put("auto.offset.reset", "none");
        // the broker holds a fetch at the end of the log this long, and close() waits for it
        configs.put("fetch.max.wait.ms", 20);
        return new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
