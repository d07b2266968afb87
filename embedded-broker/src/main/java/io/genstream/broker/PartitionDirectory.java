package io.genstream.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * A partition's directory as a start finds it, before Kafka sees it.
 *
 * @param name topic-partition, without what Kafka appends to one that it takes for stray
 * @param topicId as its own file tells it
 * @param bytes of records
 */
record PartitionDirectory(Path path, String name, boolean stray, Optional<Uuid> topicId, long bytes) {
    static final String METADATA = "__cluster_metadata-0";

    private static final Pattern NAME = Pattern.compile("(.+-\\d+)(\\.[0-9a-f]{32}-stray)?");
    private static final String ID_FILE = "partition.metadata";

    /** All in a broker's directory but that of the cluster's metadata. */
    static List<PartitionDirectory> in(Path broker) throws IOException {
        List<PartitionDirectory> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(broker)) {
            for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
                Matcher named = NAME.matcher(entry.getFileName().toString());
                if (named.matches() && !named.group(1).equals(METADATA)) {
                    long bytes = LocalNames.logBytes(entry).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                    found.add(new PartitionDirectory(
                            entry, named.group(1), named.group(2) != null, topicId(entry), bytes));
                }
            }
        }
        return found;
    }

    String topic() {
        return name.substring(0, name.lastIndexOf('-'));
    }

    private static Optional<Uuid> topicId(Path directory) throws IOException {
        Path file = directory.resolve(ID_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return Optional.ofNullable(properties.getProperty("topic_id")).map(Uuid::fromString);
    }
}
