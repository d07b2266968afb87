package io.genstream.standalone.doctor;

import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of the cluster against the catalogue: missing ones, partitions, clean-up, replicas in sync. */
final class TopicCheck implements Check {
    private static final String SUBJECT = "topics";
    private static final String CLEANUP = "cleanup.policy";

    private final Map<String, TopicDescription> there;
    private final Map<String, String> cleanup;

    TopicCheck(Admin admin, Map<String, TopicDescription> there)
            throws ExecutionException, TimeoutException, InterruptedException {
        this.there = there;
        this.cleanup = cleanup(admin, there.keySet());
    }

    /** Those of the catalogue's topics that the cluster has. */
    static Map<String, TopicDescription> describe(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> known = Topics.all().stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new));
        known.retainAll(ClusterCheck.get(admin.listTopics().names()));
        Map<String, TopicDescription> topics = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(known).topicNameValues().entrySet()) {
            try {
                topics.put(topic.getKey(), ClusterCheck.get(topic.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                } // deleted a moment ago: missing, that is
            }
        }
        return topics;
    }

    @Override
    public List<Finding> run() {
        int catalogue = Topics.all().size();
        if (there.isEmpty()) {
            return List.of(Finding.warn(
                    SUBJECT, "none of the " + catalogue + " is there yet", "start the services: they create them"));
        }
        List<Finding> findings = new ArrayList<>();
        Topics.all().forEach(topic -> findings.addAll(judge(topic)));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(SUBJECT, "all " + catalogue + " are as the catalogue has them"));
        }
        return findings;
    }

    private List<Finding> judge(Topic<?> topic) {
        String subject = "topic " + topic.name();
        TopicDescription description = there.get(topic.name());
        if (description == null) {
            return List.of(Finding.fail(
                    subject,
                    "is missing",
                    "start a service that writes it (" + writers(topic) + "): it creates the topic with "
                            + topic.partitions() + " partitions"));
        }
        List<Finding> findings = new ArrayList<>();
        int partitions = description.partitions().size();
        if (partitions < topic.partitions()) {
            findings.add(Finding.fail(
                    subject,
                    "has " + partitions + " of " + topic.partitions() + " partitions",
                    topic.compacted()
                            ? "its keys are bound to their partitions: stop the services, delete the topic, let them create"
                                    + " it, and import or publish again"
                            : "kafka-topics.sh --alter --topic " + topic.name() + " --partitions "
                                    + topic.partitions()));
        } else if (partitions > topic.partitions()) {
            findings.add(tooMany(topic, subject, partitions));
        }
        judgeCleanup(topic, subject, findings);
        judgeReplicas(description, subject, findings);
        return findings;
    }

    private static Finding tooMany(Topic<?> topic, String subject, int partitions) {
        String cause = "has " + partitions + " partitions, the catalogue " + topic.partitions();
        if (topic == Topics.ROLLOUT_COMMANDS) {
            return Finding.fail(
                    subject,
                    cause + ": two gates would lead at once",
                    "stop the services, delete the topic, let them create it; give again what rollout-decisions lacks");
        }
        return Finding.warn(
                subject,
                cause,
                topic.placement() == Topic.Placement.MURMUR2
                        ? "fine if it was made so; if they were added later, its older keys lie where nobody replaces or"
                                + " deletes them: delete the topic, and import or publish again"
                        : "fine if you made it so for more instances");
    }

    private void judgeCleanup(Topic<?> topic, String subject, List<Finding> findings) {
        String wanted = topic.configs().get(CLEANUP);
        String found = cleanup.get(topic.name());
        if (found != null && !words(found).equals(words(wanted))) {
            findings.add(Finding.fail(
                    subject,
                    "has " + CLEANUP + "=" + found + ", the catalogue " + wanted,
                    "kafka-configs.sh --alter --entity-type topics --entity-name " + topic.name() + " --add-config "
                            + CLEANUP + "=[" + wanted + "]"));
        }
    }

    private static void judgeReplicas(TopicDescription description, String subject, List<Finding> findings) {
        long leaderless = description.partitions().stream()
                .filter(partition ->
                        partition.leader() == null || partition.leader().isEmpty())
                .count();
        long behind = description.partitions().stream()
                .filter(partition ->
                        partition.isr().size() < partition.replicas().size())
                .count();
        if (leaderless > 0) {
            findings.add(Finding.fail(subject, leaderless + " partitions have no leader", "start the missing brokers"));
        } else if (behind > 0) {
            findings.add(Finding.warn(
                    subject, behind + " partitions have replicas that lag behind", "see whether all brokers are up"));
        }
    }

    private static Map<String, String> cleanup(Admin admin, Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, String> policies = new HashMap<>();
        for (Map.Entry<ConfigResource, Config> entry :
                ClusterCheck.get(admin.describeConfigs(resources).all()).entrySet()) {
            policies.put(entry.getKey().name(), entry.getValue().get(CLEANUP).value());
        }
        return policies;
    }

    private static Set<String> words(String policy) {
        return Set.copyOf(Arrays.asList(policy.split(",")));
    }

    private static String writers(Topic<?> topic) {
        return topic.writers().stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
    }
}
