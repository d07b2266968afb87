package io.genstream.gateway.views.kafka;

import io.genstream.gateway.views.LogEntry;
import io.genstream.gateway.views.Views;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.ModelRollout;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Follows the topics behind the views and the WebSocket, one thread a topic, and hands each record to both. A record that
 * cannot be read, or contradicts itself, is a dead letter.
 */
public final class ViewFeed implements AutoCloseable {
    private final List<TopicFollower<?>> followers = new ArrayList<>();
    private final KafkaConnection connection;
    private final String clientId;
    private final DeadLetters deadLetters;
    private final Consumer<LogEntry> stream;

    private ViewFeed(KafkaConnection connection, String clientId, DeadLetters deadLetters, Consumer<LogEntry> stream) {
        this.connection = connection;
        this.clientId = clientId;
        this.deadLetters = deadLetters;
        this.stream = stream;
    }

    /** @param stream is told of every entry after the views, on the followers' threads */
    public static ViewFeed start(
            KafkaConnection connection,
            String clientId,
            Views views,
            DeadLetters deadLetters,
            Consumer<LogEntry> stream) {
        ViewFeed feed = new ViewFeed(connection, clientId, deadLetters, stream);
        feed.follow(Topics.CHECKPOINTS, Checkpoints::document, entry -> {}, (key, value) -> keep(views, key, value));
        feed.follow(Topics.MODEL_ROLLOUTS, AvroJson::of, entry -> {}, (key, value) -> keepRollout(views, key, value));
        feed.follow(Topics.ROLLOUT_DECISIONS, views.decisions());
        feed.follow(Topics.EVALUATIONS, views.evaluations());
        feed.follow(Topics.RECIPES, views.recipes());
        feed.follow(Topics.RUNS, views.runs());
        feed.follow(Topics.SERVING_STATUS, views.serving());
        feed.follow(Topics.DATASET_UPDATES, views.datasets());
        feed.follow(Topics.TRAINING_PROGRESS, entry -> {});
        feed.follow(Topics.PREVIEWS, entry -> {});
        return feed;
    }

    private static void keep(Views views, String key, Checkpoint value) {
        if (value != null) {
            views.models().put(Checkpoints.version(value));
            return;
        }
        int slash = key.indexOf('/');
        if (slash > 0) {
            views.models().remove(key.substring(0, slash), key.substring(slash + 1));
        }
    }

    private static void keepRollout(Views views, String key, ModelRollout value) {
        if (value == null) {
            views.models().removeRollout(key);
        } else {
            views.models().put(Checkpoints.rollout(value));
        }
    }

    private <V extends SpecificRecord> void follow(Topic<V> topic, Consumer<LogEntry> view) {
        follow(topic, AvroJson::of, view, (key, value) -> {});
    }

    private <V extends SpecificRecord> void follow(
            Topic<V> topic, Function<V, JsonObject> json, Consumer<LogEntry> view, BiConsumer<String, V> typed) {
        followers.add(TopicFollower.start(connection, topic, clientId, deadLetters, (key, value, meta) -> {
            if (key == null) {
                throw new SerializationException("A record of topic " + topic + " has no key");
            }
            typed.accept(key, value);
            LogEntry entry = new LogEntry(
                    topic.name(), key, Optional.ofNullable(value).map(json), Instant.ofEpochMilli(meta.timestamp()));
            view.accept(entry);
            stream.accept(entry);
        }));
    }

    /** Why the views are not complete yet; empty once they are. */
    public Optional<String> notCaughtUp() {
        long behind = followers.stream()
                .filter(f -> f.failure().isEmpty() && !f.isCaughtUp())
                .count();
        return behind == 0 ? Optional.empty() : Optional.of(behind + " topics are still being read");
    }

    /** Why a view no longer follows its topic; empty while all do. */
    public Optional<String> failure() {
        return followers.stream()
                .flatMap(f -> f.failure().stream())
                .map(Throwable::getMessage)
                .findFirst();
    }

    @Override
    public void close() {
        // each close waits for its thread: all at once, or stopping would take as long as their sum
        followers.parallelStream().forEach(TopicFollower::close);
    }
}
