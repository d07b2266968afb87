package io.genstream.gateway.log.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How long a compacted topic takes to forget, by its settings at the broker.
 *
 * @param roll age at which a segment that takes records is closed, at the next record; before, nothing of it is compacted
 * @param tombstones how long a deletion stays once what it deleted is gone
 * @param files how long the files of closed segments stay when they were compacted
 */
public record Forgetting(Duration roll, Duration tombstones, Duration files) {
    /** Of {@link #roll}: how often a partition that has something to forget, and is idle, gets a record. */
    private static final int TICKS = 12;

    /** The cleaner looks every 15 s at the broker's defaults, and takes its time. */
    private static final Duration CLEANER = Duration.ofMinutes(1);

    private static final long PATIENCE_SECONDS = 30;

    /** @throws KafkaException where the broker does not tell */
    public static Forgetting of(KafkaConnection connection, String clientId, Topic<?> topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        try (Admin admin = Admin.create(connection.admin(clientId + "-settings"))) {
            Config config = admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            long lag = millis(config, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);
            return new Forgetting(
                    Duration.ofMillis(Math.min(millis(config, TopicConfig.SEGMENT_MS_CONFIG), lag)),
                    Duration.ofMillis(millis(config, TopicConfig.DELETE_RETENTION_MS_CONFIG)),
                    Duration.ofMillis(millis(config, TopicConfig.FILE_DELETE_DELAY_MS_CONFIG)));
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("The settings of topic " + topic + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reading the settings of topic " + topic, e);
        }
    }

    private static long millis(Config config, String key) {
        return Long.parseLong(config.get(key).value());
    }

    Duration tick() {
        return roll.dividedBy(TICKS);
    }

    /** From a deletion to when the bytes of the picture are gone from the broker's files. */
    public Duration bytesGone() {
        return roll.plus(tick()).plus(CLEANER).plus(files);
    }

    /** From a deletion to when its tombstone, which holds the record's id, is gone as well. */
    public Duration idsGone() {
        return bytesGone()
                .plus(tombstones)
                .plus(roll)
                .plus(tick())
                .plus(CLEANER)
                .plus(files);
    }
}
