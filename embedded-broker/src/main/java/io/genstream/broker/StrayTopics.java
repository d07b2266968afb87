package io.genstream.broker;

import io.genstream.broker.BrokerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back what a start under a locale with digits of its own hid: Kafka names its files by the JVM's default locale, finds none of
 * its own, begins a second history of the cluster's metadata and renames every partition that this does not know to {@code …-stray}.
 * A history is taken up again with its partitions where no records of another are hidden by that; what stood in their place moves
 * beside the broker's directory. Nothing is deleted. May be cut off at any point and run again.
 */
final class StrayTopics {
    private static final Logger LOGGER = LoggerFactory.getLogger(StrayTopics.class);
    private static final int NAMED = 5;
    /** Of what stands in the directory now; Kafka makes them anew from the logs. */
    private static final List<String> NOTES = List.of(
            ".kafka_cleanshutdown",
            "recovery-point-offset-checkpoint",
            "replication-offset-checkpoint",
            "log-start-offset-checkpoint",
            "cleaner-offset-checkpoint");

    private final Path directory;
    private final BrokerOptions options;
    private final SortedMap<Integer, KnownTopics> histories;
    private final List<PartitionDirectory> partitions;

    private StrayTopics(Path directory, BrokerOptions options, List<PartitionDirectory> partitions) throws IOException {
        this.directory = directory;
        this.options = options;
        this.partitions = partitions;
        this.histories = KnownTopics.histories(directory.resolve(PartitionDirectory.METADATA));
    }

    /**
     * @param zero of the digits of the history that is taken up
     * @param chosen its partitions, by name
     * @param hidden partitions with records that it would hide
     */
    private record Plan(int zero, Map<String, PartitionDirectory> chosen, List<PartitionDirectory> hidden) {}

    /**
     * To be called before Kafka opens the directory.
     *
     * @return whether partitions were put back: what was derived from the others is void
     * @throws BrokerException where somebody has to choose
     */
    static boolean putBack(Path directory, BrokerOptions options) throws IOException {
        List<PartitionDirectory> partitions = PartitionDirectory.in(directory);
        boolean local = LocalNames.numbered(directory.resolve(PartitionDirectory.METADATA)).stream()
                .anyMatch(file -> LocalNames.zero(file).orElseThrow() != LocalNames.USUAL);
        if (!local && partitions.stream().noneMatch(PartitionDirectory::stray)) {
            return false;
        }
        StrayTopics topics = new StrayTopics(directory, options, partitions);
        Plan plan = topics.plan();
        boolean asItStands = !local && plan.chosen().values().stream().noneMatch(PartitionDirectory::stray);
        return !(asItStands && options.stray() == Stray.ASK) && topics.settle(plan);
    }

    private Plan plan() {
        List<Plan> plans = histories.keySet().stream()
                .map(zero -> plan(zero, partitions))
                .sorted(Comparator.comparingLong(plan -> bytes(plan.hidden())))
                .toList();
        return switch (options.stray()) {
            case ASK ->
                plans.stream()
                        .filter(plan -> plan.hidden().isEmpty())
                        .findFirst()
                        .orElseThrow(this::refusal);
            case RESTORE -> plans.stream().findFirst().orElseThrow(this::refusal);
            case KEEP ->
                histories.keySet().stream()
                        .map(zero -> plan(
                                zero,
                                partitions.stream()
                                        .filter(partition -> !partition.stray())
                                        .toList()))
                        .max(Comparator.comparingInt(plan -> plan.chosen().size()))
                        .orElseThrow(this::refusal);
        };
    }

    /** Of two directories of one partition the one with more records: the other was made at a later start, for the missing one. */
    private Plan plan(int zero, List<PartitionDirectory> from) {
        Map<String, PartitionDirectory> chosen = from.stream()
                .filter(histories.get(zero)::contains)
                .collect(Collectors.toMap(PartitionDirectory::name, partition -> partition, (a, b) -> {
                    int difference = Long.compare(a.bytes(), b.bytes());
                    return difference > 0 || difference == 0 && !a.stray() ? a : b;
                }));
        List<PartitionDirectory> hidden = partitions.stream()
                .filter(partition -> partition.bytes() > 0
                        && options.kept().test(partition.topic())
                        && !chosen.containsValue(partition)
                        && histories.values().stream().noneMatch(history -> history.deleted(partition)))
                .toList();
        return new Plan(zero, chosen, hidden);
    }

    private boolean settle(Plan plan) throws IOException {
        List<PartitionDirectory> others = partitions.stream()
                .filter(partition -> !plan.chosen().containsValue(partition))
                .toList();
        boolean mixed = histories.size() > 1 || partitions.stream().anyMatch(PartitionDirectory::stray);
        Path aside = freeName();
        for (PartitionDirectory other : others) {
            move(other.path(), aside);
        }
        for (PartitionDirectory partition : plan.chosen().values()) {
            Path home = directory.resolve(partition.name());
            if (partition.stray()) {
                Files.move(partition.path(), home);
            }
            rename(home, LocalNames.zeroOfLogs(home), aside);
        }
        if (mixed) {
            for (String note : NOTES) {
                move(directory.resolve(note), aside);
            }
        }
        rename(
                directory.resolve(PartitionDirectory.METADATA),
                plan.zero(),
                aside); // last: until then all can be told apart
        tell(plan, mixed, aside);
        return mixed;
    }

    /** Files of one family of digits get the usual ones; others, and what was derived from them, step aside. */
    private static void rename(Path partition, int zero, Path aside) throws IOException {
        List<Path> own = new ArrayList<>();
        Path elsewhere = aside.resolve(partition.getFileName() + "-files");
        for (Path file : LocalNames.numbered(partition)) {
            if (LocalNames.zero(file).orElseThrow() == zero) {
                own.add(file);
            } else {
                move(file, elsewhere);
                move(partition.resolve("leader-epoch-checkpoint"), elsewhere);
                move(partition.resolve("leader-epoch-checkpoint.tmp"), elsewhere);
            }
        }
        for (Path file : own) {
            Files.move(file, partition.resolve(LocalNames.usual(file)));
        }
    }

    private static void move(Path path, Path into) throws IOException {
        if (Files.exists(path)) {
            Files.createDirectories(into);
            Files.move(path, into.resolve(path.getFileName()));
        }
    }

    /** Kafka takes every folder in its own directory for a partition. */
    private Path freeName() {
        int number = 1;
        Path name = directory.resolveSibling(directory.getFileName() + "-set-aside-" + number);
        while (Files.exists(name)) {
            number++;
            name = directory.resolveSibling(directory.getFileName() + "-set-aside-" + number);
        }
        return name;
    }

    private static void tell(Plan plan, boolean mixed, Path aside) {
        if (!mixed) {
            LOGGER.warn("the broker's files were named in the digits of another locale: renamed, nothing else changed");
            return;
        }
        long back = plan.chosen().values().stream()
                .filter(PartitionDirectory::stray)
                .count();
        LOGGER.warn(
                "a start under another locale had hidden partitions as …-stray: {} are back; what stood in their place is in {},"
                        + " delete it once nothing is missing",
                back,
                aside);
    }

    private BrokerException refusal() {
        List<PartitionDirectory> strays = partitions.stream()
                .filter(this::weighs)
                .filter(PartitionDirectory::stray)
                .toList();
        List<PartitionDirectory> present =
                partitions.stream().filter(this::weighs).filter(p -> !p.stray()).toList();
        return new BrokerException(
                Reason.STRAY_TOPICS,
                directory
                        + " holds partitions that Kafka renamed to …-stray, as a start under another locale makes it: "
                        + named(strays) + ". Others have records as well: " + named(present)
                        + ". Choose: --stray restore brings back the history with the most records, --stray keep goes on with"
                        + " what is in place now; the rest moves to " + freeName() + ", nothing is deleted");
    }

    private boolean weighs(PartitionDirectory partition) {
        return partition.bytes() > 0 && options.kept().test(partition.topic());
    }

    private static String named(List<PartitionDirectory> partitions) {
        String names = partitions.stream()
                .limit(NAMED)
                .map(partition -> partition.path().getFileName().toString())
                .collect(Collectors.joining(", "));
        return partitions.isEmpty()
                ? "none"
                : names + (partitions.size() > NAMED ? " and " + (partitions.size() - NAMED) + " more" : "") + " with "
                        + bytes(partitions) + " bytes";
    }

    private static long bytes(List<PartitionDirectory> partitions) {
        return partitions.stream().mapToLong(PartitionDirectory::bytes).sum();
    }
}
