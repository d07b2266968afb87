package io.genstream.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing. Each service calls it at start; several may at once. */
public final class TopicCreator {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicCreator.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TopicCreator() {}

    /**
     * Returns when all {@code topics} are there.
     *
     * @throws TopicException if the cluster cannot be reached, or refuses
     */
    public static void ensure(KafkaConnection connection, Collection<Topic<?>> topics) {
        try (Admin admin = Admin.create(connection.admin("genstream-topics"))) {
            Set<String> there =
                    new HashSet<>(admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            List<NewTopic> missing = new ArrayList<>();
            for (Topic<?> topic : topics) {
                if (!there.contains(topic.name())) {
                    missing.add(newTopic(topic, connection));
                }
            }
            create(admin, missing);
            awaitLeaders(admin, topics);
        } catch (ExecutionException | TimeoutException e) {
            throw new TopicException(
                    "Cannot create topics at " + connection.bootstrapServers() + ": " + rootMessage(e)
                            + ". Is the broker up, and does it have replication.factor "
                            + connection.replicationFactor()
                            + " brokers?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("Interrupted while creating topics", e);
        }
    }

    private static void create(Admin admin, List<NewTopic> missing)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (missing.isEmpty()) {
            return;
        }
        for (var result : admin.createTopics(missing).values().entrySet()) {
            try {
                result.getValue().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                LOGGER.debug("Topic {} was created by another service meanwhile", result.getKey());
            }
        }
        LOGGER.info("Created {} topics", missing.size());
    }

    /** A topic is usable once each partition has a leader; a client that comes earlier logs warnings and waits anyway. */
    private static void awaitLeaders(Admin admin, Collection<Topic<?>> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = topics.stream().map(Topic::name).toList();
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var described =
                        admin.describeTopics(names).allTopicNames().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (described.values().stream()
                        .allMatch(t -> t.partitions().stream().allMatch(p -> p.leader() != null))) {
                    return;
                }
            } catch (ExecutionException e) {
                LOGGER.debug("Topics are not described yet: {}", rootMessage(e));
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new TimeoutException("topics have no leader after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
    }

    private static NewTopic newTopic(Topic<?> topic, KafkaConnection connection) {
        Map<String, String> configs = new HashMap<>(topic.configs());
        configs.put("min.insync.replicas", Short.toString(connection.minInsyncReplicas()));
        return new NewTopic(topic.name(), topic.partitions(), connection.replicationFactor()).configs(configs);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e.getCause() == null ? e : e.getCause();
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
