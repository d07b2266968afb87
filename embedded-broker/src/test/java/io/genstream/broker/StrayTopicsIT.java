package io.genstream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.genstream.broker.BrokerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that Kafka itself damaged, in this JVM, under fa_IR. */
class StrayTopicsIT {
    private static final Locale FOREIGN = new Locale("fa", "IR");
    private static final String TOPIC = "survivors";

    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void beUsual() {
        directory = parent.resolve("kafka");
        Locale.setDefault(Locale.ROOT);
    }

    @Test
    void topicsHiddenByOneStartAreBackAtTheNext() throws Exception {
        createAndWrite(Locale.ROOT, 0, 100);
        createAndWrite(FOREIGN, 0, 0);
        assertThat(strays()).isNotEmpty();
        assertThat(foreignFiles()).isNotEmpty();

        assertThat(startAndRead(Stray.ASK, true)).isEqualTo(values(0, 100));

        assertThat(strays()).isEmpty();
        assertThat(foreignFiles()).isEmpty();
        assertThat(parent.resolve("kafka-set-aside-1")).isDirectory();
        assertThat(startAndRead(Stray.ASK, false)).isEqualTo(values(0, 100));
    }

    /** Back in the usual locale Kafka knew the topics again, and made their directories anew, empty. */
    @Test
    void topicsHiddenByTwoStartsAreBackAtTheThird() throws Exception {
        createAndWrite(Locale.ROOT, 0, 100);
        createAndWrite(FOREIGN, 0, 0);
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        for (Path path : Stream.concat(
                        strays().stream(), foreignFiles().stream().filter(this::isMetadata))
                .toList()) {
            Files.move(path, elsewhere.resolve(path.getFileName()));
        }
        for (Path made : partitions()) { // of the second history: Kafka would hide it as well
            Files.move(made, elsewhere.resolve(made.getFileName() + "." + "0".repeat(32) + "-stray"));
        }
        EmbeddedBroker.start(BrokerOptions.in(directory)).close();
        assertThat(partitions()).isNotEmpty();
        try (Stream<Path> moved = Files.list(elsewhere)) {
            for (Path path : moved.toList()) {
                Path home =
                        path.toString().endsWith("-stray") ? directory : directory.resolve(PartitionDirectory.METADATA);
                Files.move(path, home.resolve(path.getFileName()));
            }
        }

        assertThat(startAndRead(Stray.ASK, true)).isEqualTo(values(0, 100));
        assertThat(strays()).isEmpty();
    }

    @Test
    void aDirectoryThatOnlyEverSawAnotherLocaleGoesOn() throws Exception {
        createAndWrite(FOREIGN, 0, 100);
        assertThat(foreignFiles()).isNotEmpty();

        assertThat(startAndRead(Stray.ASK, false)).isEqualTo(values(0, 100));

        assertThat(foreignFiles()).isEmpty();
        assertThat(parent.resolve("kafka-set-aside-1")).doesNotExist();
    }

    @Test
    void recordsOnBothSidesAreForTheUserToChoose() throws Exception {
        createAndWrite(Locale.ROOT, 0, 100);
        createAndWrite(FOREIGN, 0, 10);
        Set<Path> files = files();

        BrokerException refusal = refusal();

        assertThat(refusal.reason()).isEqualTo(Reason.STRAY_TOPICS);
        assertThat(refusal).hasMessageContainingAll(TOPIC + "-0.", "-stray", "--stray restore", "--stray keep");
        assertThat(files()).isEqualTo(files);
        assertThat(startAndRead(Stray.KEEP, true)).isEqualTo(values(0, 10));
    }

    @Test
    void whoeverAsksForItGetsTheHiddenOnesBack() throws Exception {
        createAndWrite(Locale.ROOT, 0, 100);
        createAndWrite(FOREIGN, 0, 10);

        assertThat(startAndRead(Stray.RESTORE, true)).isEqualTo(values(0, 100));

        assertThat(parent.resolve("kafka-set-aside-1/" + TOPIC + "-0")).isDirectory();
    }

    @Test
    void aStrayThatNoHistoryKnowsIsNotPassedOver() throws Exception {
        createAndWrite(Locale.ROOT, 0, 100);
        Path unknown = directory.resolve("others-0." + "0".repeat(32) + "-stray");
        Files.createDirectory(unknown);
        Files.writeString(unknown.resolve("partition.metadata"), "version: 0\ntopic_id: " + Uuid.randomUuid());
        Files.copy(
                directory.resolve(TOPIC + "-0/00000000000000000000.log"), unknown.resolve("00000000000000000000.log"));

        assertThat(refusal()).hasMessageContaining(unknown.getFileName().toString());

        assertThat(startAndRead(Stray.KEEP, true)).isEqualTo(values(0, 100));
        assertThat(strays()).isEmpty();
    }

    private void createAndWrite(Locale locale, int from, int to) throws Exception {
        Locale.setDefault(locale);
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory))) {
            Records.createTopic(broker.bootstrapServers(), TOPIC);
            Records.write(broker.bootstrapServers(), TOPIC, from, to);
        } finally {
            Locale.setDefault(Locale.ROOT);
        }
    }

    private List<String> startAndRead(Stray stray, boolean restored) {
        BrokerOptions options = BrokerOptions.in(directory).withStray(stray, topic -> !topic.startsWith("__"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
            assertThat(broker.restored()).isEqualTo(restored);
            assertThat(broker.fault()).isEmpty();
            return Records.read(broker.bootstrapServers(), TOPIC);
        }
    }

    private BrokerException refusal() {
        return catchThrowableOfType(BrokerException.class, () -> EmbeddedBroker.start(BrokerOptions.in(directory))
                .close());
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "value-" + i).toList();
    }

    private List<Path> strays() throws IOException {
        return files().stream()
                .filter(path -> path.toString().endsWith("-stray"))
                .toList();
    }

    private List<Path> partitions() throws IOException {
        return files().stream()
                .filter(path -> path.getFileName().toString().equals(TOPIC + "-0"))
                .toList();
    }

    private List<Path> foreignFiles() throws IOException {
        return files().stream()
                .filter(path ->
                        Pattern.compile("[۰-۹]{20}").matcher(path.toString()).find())
                .toList();
    }

    private boolean isMetadata(Path path) {
        return path.getParent().endsWith(PartitionDirectory.METADATA);
    }

    private Set<Path> files() throws IOException {
        if (!Files.exists(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return new TreeSet<>(files.toList());
        }
    }
}
