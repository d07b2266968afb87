package io.genstream.standalone.doctor;

import io.genstream.schemas.KafkaConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;

/** The broker, and if one answers its topics, its disks and the records on it. */
public final class ClusterCheck implements Check {
    private static final String SUBJECT = "broker";
    private static final int PATIENCE_MS = 5_000;
    private static final String CURE =
            "start one with ./genstream up or docker compose up, or name another by --bootstrap-servers";

    private final KafkaConnection connection;
    private final long minFreeBytes;

    /** @param minFreeBytes that a broker's disk should have */
    public ClusterCheck(KafkaConnection connection, long minFreeBytes) {
        this.connection = connection;
        this.minFreeBytes = minFreeBytes;
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        String servers = connection.bootstrapServers();
        Map<String, Object> settings = connection.admin("genstream-doctor");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        try (Admin admin = Admin.create(settings)) {
            Collection<Node> nodes = get(admin.describeCluster().nodes());
            findings.add(
                    Finding.ok(SUBJECT, nodes.size() + (nodes.size() == 1 ? " node" : " nodes") + " at " + servers));
            Map<String, TopicDescription> topics = TopicCheck.describe(admin);
            findings.addAll(new TopicCheck(admin, topics).run());
            findings.addAll(new DiskCheck(admin, nodes, topics.keySet(), minFreeBytes).run());
            findings.addAll(new RecordCheck(connection, topics).run());
            findings.addAll(new PartitionCheck(connection, topics).run());
        } catch (ExecutionException | TimeoutException e) {
            findings.add(findings.isEmpty() ? unreachable(e) : brokenOff(e));
        } catch (KafkaException e) { // the addresses are no addresses, say
            findings.add(Finding.fail(SUBJECT, servers + " cannot be used: " + root(e), CURE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.add(Finding.warn(SUBJECT, "interrupted", "run doctor again"));
        }
        return findings;
    }

    static <T> T get(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(2L * PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private Finding unreachable(Exception e) {
        return Finding.fail(SUBJECT, "none answers at " + connection.bootstrapServers() + " (" + root(e) + ")", CURE);
    }

    private Finding brokenOff(Exception e) {
        return Finding.fail(SUBJECT, "stopped answering (" + root(e) + ")", "see the broker's log");
    }

    private static String root(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
