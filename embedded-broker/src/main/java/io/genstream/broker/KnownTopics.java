package io.genstream.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.metadata.util.BatchFileReader;
import org.apache.kafka.server.common.ApiMessageAndVersion;

/** The topics that one history of the cluster's metadata tells of. Not thread-safe. */
final class KnownTopics {
    private final Set<Uuid> present = new HashSet<>();
    private final Set<Uuid> removed = new HashSet<>();

    /** By the zero of the digits in which the history's files are named: each locale began one of its own. The usual one is first. */
    static SortedMap<Integer, KnownTopics> histories(Path metadata) throws IOException {
        SortedMap<Integer, KnownTopics> histories = new TreeMap<>();
        for (Path file : LocalNames.numbered(metadata)) {
            if (file.toString().endsWith(".log") || file.toString().endsWith(".checkpoint")) {
                histories
                        .computeIfAbsent(LocalNames.zero(file).orElseThrow(), zero -> new KnownTopics())
                        .read(file);
            }
        }
        histories.values().forEach(topics -> topics.present.removeAll(topics.removed));
        return histories;
    }

    boolean contains(PartitionDirectory partition) {
        return partition.topicId().filter(present::contains).isPresent();
    }

    /** Deleted on purpose: what Kafka left of it is nobody's loss. */
    boolean deleted(PartitionDirectory partition) {
        return partition.topicId().filter(removed::contains).isPresent();
    }

    private void read(Path file) throws IOException {
        try (BatchFileReader reader =
                new BatchFileReader.Builder().setPath(file.toString()).build()) {
            while (reader.hasNext()) {
                for (ApiMessageAndVersion record : reader.next().batch().records()) {
                    if (record.message() instanceof TopicRecord topic) {
                        present.add(topic.topicId());
                    } else if (record.message() instanceof RemoveTopicRecord topic) {
                        removed.add(topic.topicId());
                    }
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // the builder says no more
            throw new IOException(file + " cannot be read: " + e, e);
        }
    }
}
