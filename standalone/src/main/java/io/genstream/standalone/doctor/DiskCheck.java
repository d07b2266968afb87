package io.genstream.standalone.doctor;

import io.genstream.cli.terminal.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** What each topic takes of the brokers' disks, all replicas together, and what is left. */
final class DiskCheck implements Check {
    private static final int NAMED = 4;

    private final Map<Integer, Map<String, LogDirDescription>> directories;
    private final Set<String> topics;
    private final long minFreeBytes;

    DiskCheck(Admin admin, Collection<Node> nodes, Set<String> topics, long minFreeBytes)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<Integer> ids = nodes.stream().map(Node::id).toList();
        this.directories = ClusterCheck.get(admin.describeLogDirs(ids).allDescriptions());
        this.topics = topics;
        this.minFreeBytes = minFreeBytes;
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("disk per topic", sizes()));
        directories.forEach((broker, ofBroker) -> ofBroker.forEach((path, directory) -> {
            if (directory.error() != null) {
                findings.add(Finding.fail(
                        "broker " + broker,
                        "cannot use " + path + ": " + directory.error().getMessage(),
                        "see its disk"));
            }
            OptionalLong free = directory.usableBytes();
            if (free.isPresent() && free.getAsLong() < minFreeBytes) {
                findings.add(Finding.fail(
                        "broker " + broker,
                        "only " + Text.bytes(free.getAsLong()) + " are free at " + path,
                        "free some space, or lower retention.bytes of the largest topics"));
            }
        }));
        return findings;
    }

    private String sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        directories.values().stream()
                .flatMap(ofBroker -> ofBroker.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> topics.contains(replica.getKey().topic()))
                .forEach(replica ->
                        sizes.merge(replica.getKey().topic(), replica.getValue().size(), Long::sum));
        long total = sizes.values().stream().mapToLong(Long::longValue).sum();
        return Text.bytes(total) + " in all; most in "
                + sizes.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(NAMED)
                        .map(size -> size.getKey() + " " + Text.bytes(size.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
