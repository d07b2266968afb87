package io.genstream.schemas;

import io.genstream.schemas.avro.DeadLetter;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one service has written to topic dead-letters, and the right to write more of it. Its instances share one transactional
 * id: whoever takes the right shuts out who had it, reads what that one wrote, and then knows every letter until it is shut
 * out itself. Blocks; one thread.
 */
final class LetterBook implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LetterBook.class);
    /** A letter is a whole record of up to 16 MiB and its frame. */
    private static final int MAX_REQUEST_BYTES = 17 << 20;

    /** Brokers that take less are not to be expected. */
    private static final int SMALLEST_LIMIT = 64 << 10;

    private static final int DELIVERY_TIMEOUT_MS = 10_000;
    private static final int TRANSACTION_TIMEOUT_MS = 15_000;

    /** As many letters are told apart, some 15 MB; of the records before them a second letter is possible. */
    private static final int REMEMBERED = 200_000;

    private final KafkaConnection connection;
    private final String service;
    private final TopicScan scan;
    private final Set<Long> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private List<Long> readTo = List.of();
    private int largestValue = MAX_REQUEST_BYTES;
    private KafkaProducer<String, DeadLetter> producer;

    LetterBook(KafkaConnection connection, String service, String clientId) {
        this.connection = connection;
        this.service = service;
        this.scan = new TopicScan(connection, clientId);
    }

    /**
     * Writes those letters whose record has none yet.
     *
     * @param letters by fingerprint
     * @return the fingerprints of those that were written
     * @throws KafkaException where it is unknown whether they were: the call may be repeated
     */
    Set<Long> write(Map<Long, DeadLetter> letters) {
        return write(letters, largestValue);
    }

    private Set<Long> write(Map<Long, DeadLetter> letters, int limit) {
        try {
            if (producer == null) {
                takeTheRight();
            }
            return writeNew(letters, limit);
        } catch (RuntimeException e) {
            close(); // whatever was under way is aborted by the next to take the right
            if (isBehind(e, RecordTooLargeException.class)) {
                return writeSmaller(letters, limit, e);
            }
            throw e;
        }
    }

    private Set<Long> writeNew(Map<Long, DeadLetter> letters, int limit) {
        Map<Long, DeadLetter> fresh = new LinkedHashMap<>(letters);
        fresh.keySet().removeIf(known::contains);
        if (!fresh.isEmpty()) {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = fresh.values().stream()
                    .map(letter -> DeadLetterRecords.cut(letter, limit))
                    .map(letter -> producer.send(Topics.DEAD_LETTERS.record(letter.getSourceTopic(), letter)))
                    .toList();
            sent.forEach(LetterBook::await);
            producer.commitTransaction();
            known.addAll(fresh.keySet());
        }
        return fresh.keySet();
    }

    /** One at a time to find the one to blame, which is then cut until the topic takes it. */
    private Set<Long> writeSmaller(Map<Long, DeadLetter> letters, int limit, RuntimeException refusal) {
        if (letters.size() > 1) {
            Set<Long> written = new HashSet<>();
            letters.forEach((fingerprint, letter) -> written.addAll(write(Map.of(fingerprint, letter), limit)));
            return written;
        }
        if (limit == 0) {
            throw refusal;
        }
        int size = DeadLetterRecords.size(letters.values().iterator().next());
        int smaller = Math.min(limit, size) / 2;
        if (smaller >= SMALLEST_LIMIT) {
            largestValue = smaller; // the next one is not to find out again
        }
        return write(letters, smaller);
    }

    private void takeTheRight() {
        TopicCreator.ensure(connection, List.of(Topics.DEAD_LETTERS));
        String transactionalId = "genstream-dead-letters-" + service;
        Map<String, Object> configs = connection.producer(transactionalId);
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        configs.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        configs.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        configs.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        producer = new KafkaProducer<>(configs, new StringSerializer(), Topics.DEAD_LETTERS.serializer(configs));
        producer.initTransactions();
        Deserializer<DeadLetter> deserializer = Topics.DEAD_LETTERS.deserializer(configs);
        readTo = scan.runPastTransactions(Topics.DEAD_LETTERS, readTo, record -> {
            try {
                DeadLetter letter = deserializer.deserialize(record.topic(), record.value());
                if (letter != null && letter.getService().equals(service)) {
                    known.add(DeadLetterRecords.fingerprint(letter));
                }
            } catch (SerializationException e) {
                LOGGER.debug("Passing by what is no letter, at offset {}", record.offset(), e);
            }
        });
    }

    static boolean isBehind(Throwable error, Class<? extends Throwable> cause) {
        return error != null && (cause.isInstance(error) || isBehind(error.getCause(), cause));
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            var unused = sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while writing dead letters", e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
