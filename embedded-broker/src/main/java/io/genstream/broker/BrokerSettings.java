package io.genstream.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a combined broker and controller that suit a laptop: one replica of everything, few threads, small
 * segments, and timeouts short enough that a restart after a crash does not wait for the dead broker's session.
 */
final class BrokerSettings {
    static final int NODE_ID = 1;
    private static final int MEBIBYTE = 1 << 20;

    private BrokerSettings() {}

    static Map<String, String> of(Path logDirectory, Listeners listeners) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(identity(logDirectory, listeners));
        settings.putAll(oneReplica());
        settings.putAll(smallMachine());
        settings.putAll(logs());
        settings.putAll(quickRestart());
        return settings;
    }

    private static Map<String, String> identity(Path logDirectory, Listeners listeners) {
        String broker = Listeners.BROKER + "://" + Listeners.HOST + ":" + listeners.brokerPort();
        String controllerAddress = Listeners.HOST + ":" + listeners.controllerPort();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + controllerAddress,
                "listeners",
                broker + "," + Listeners.CONTROLLER + "://" + controllerAddress,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                Listeners.CONTROLLER,
                "inter.broker.listener.name",
                Listeners.BROKER,
                "log.dirs",
                logDirectory.toString());
    }

    private static Map<String, String> oneReplica() {
        return Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "auto.create.topics.enable", "false");
    }

    private static Map<String, String> smallMachine() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "3",
                "background.threads", "2",
                "num.partitions", "1",
                "num.recovery.threads.per.data.dir", "2",
                "message.max.bytes", Integer.toString(16 * MEBIBYTE),
                "replica.fetch.max.bytes", Integer.toString(16 * MEBIBYTE));
    }

    /** Small segments bound both what retention keeps too long and what a start after a crash must scan. */
    private static Map<String, String> logs() {
        return Map.of(
                "log.segment.bytes", Integer.toString(64 * MEBIBYTE),
                "log.index.size.max.bytes", Integer.toString(MEBIBYTE),
                "log.retention.bytes", Long.toString(1024L * MEBIBYTE),
                "log.retention.check.interval.ms", "30000",
                "log.segment.delete.delay.ms", "10000",
                "log.preallocate", "false",
                "log.cleaner.enable", "true",
                "log.cleaner.threads", "1",
                "log.cleaner.backoff.ms", "5000",
                "log.cleaner.dedupe.buffer.size", Integer.toString(8 * MEBIBYTE));
    }

    private static Map<String, String> quickRestart() {
        Map<String, String> settings = new HashMap<>();
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "200");
        settings.put("initial.broker.registration.timeout.ms", "20000");
        settings.put("controlled.shutdown.max.retries", "1");
        settings.put("controlled.shutdown.retry.backoff.ms", "200");
        settings.put("controller.quorum.election.timeout.ms", "100");
        settings.put("controller.quorum.election.backoff.max.ms", "50");
        settings.put("log.initial.task.delay.ms", "1000");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.consumer.min.heartbeat.interval.ms", "500");
        settings.put("group.consumer.heartbeat.interval.ms", "1000");
        return settings;
    }
}
