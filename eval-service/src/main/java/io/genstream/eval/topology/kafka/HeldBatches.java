package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.ImageBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Batches that came before what they are worked on with: the view of the checkpoints may be a moment behind, and the reference of
 * a data set takes seconds after every start. Their offsets are committed, so they lie in a store with a changelog, which the next
 * owner of the task reads back. Keyed by offset: a batch that is read twice is held once, and none overtakes another.
 *
 * <p>Bounded in number and time. Used by one stream thread.
 */
final class HeldBatches {
    static final String STORE = "held-batches";

    /** Two times what is asked for at once; 100 MB of 32x32 colour images. */
    static final int LIMIT = 256;

    /** What is still not known by then is of someone else's or of a version that is gone. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int MAX_MESSAGE_BYTES = 17 << 20;

    private final KeyValueStore<Long, ImageBatch> store;
    /** What is in the store, so that a look at it decodes no images. */
    private final Map<Long, Waiting> index = new LinkedHashMap<>();

    /**
     * One held batch.
     *
     * @param offset in topic evaluation-batches
     */
    record Waiting(long offset, EvaluationId id, Instant since) {
        boolean expired(Instant now) {
            return now.isAfter(since.plus(PATIENCE));
        }
    }

    /** @param store as it was restored */
    HeldBatches(KeyValueStore<Long, ImageBatch> store, Instant now) {
        this.store = store;
        List<Long> senseless = new ArrayList<>();
        try (KeyValueIterator<Long, ImageBatch> restored = store.all()) {
            while (restored.hasNext()) {
                KeyValue<Long, ImageBatch> next = restored.next();
                idOf(next.value)
                        .ifPresentOrElse(
                                id -> index.put(next.key, new Waiting(next.key, id, now)),
                                () -> senseless.add(next.key));
            }
        }
        senseless.forEach(store::delete);
    }

    static StoreBuilder<KeyValueStore<Long, ImageBatch>> builder(Map<String, ?> clientConfigs) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(STORE),
                        Serdes.Long(),
                        Topics.EVALUATION_BATCHES.serde(clientConfigs))
                .withLoggingEnabled(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES)));
    }

    static Optional<EvaluationId> idOf(ImageBatch batch) {
        return EvaluationId.parse(batch.getRequestId(), batch.getModel(), batch.getVersion());
    }

    boolean full() {
        return index.size() >= LIMIT;
    }

    int size() {
        return index.size();
    }

    void hold(long offset, EvaluationId id, ImageBatch batch, Instant now) {
        store.put(offset, batch);
        index.put(offset, new Waiting(offset, id, now));
    }

    /** Oldest first. */
    List<Waiting> waiting() {
        return List.copyOf(index.values());
    }

    ImageBatch batch(Waiting waiting) {
        return store.get(waiting.offset());
    }

    void release(Waiting waiting) {
        store.delete(waiting.offset());
        index.remove(waiting.offset());
    }
}
