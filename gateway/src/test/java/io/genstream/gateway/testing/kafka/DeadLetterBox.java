package io.genstream.gateway.testing.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the dead letters that arrive. */
public final class DeadLetterBox implements AutoCloseable {
    private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
    private final TopicFollower<DeadLetter> follower;

    public DeadLetterBox(String bootstrapServers) {
        this.follower = TopicFollower.start(
                KafkaConnection.single(bootstrapServers),
                Topics.DEAD_LETTERS,
                "test-letters",
                (record, error) -> CompletableFuture.failedFuture(error), // nobody writes poison here
                (key, value, meta) -> letters.add(value));
    }

    /** Source topics of letters that hold exactly these bytes. */
    public List<String> topicsOf(String value) {
        return letters.stream()
                .filter(letter -> letter.getValue() != null)
                .filter(letter -> StandardCharsets.UTF_8
                        .decode(letter.getValue().duplicate())
                        .toString()
                        .equals(value))
                .map(DeadLetter::getSourceTopic)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        follower.close();
    }
}
