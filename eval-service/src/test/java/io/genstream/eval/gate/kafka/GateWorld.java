package io.genstream.eval.gate.kafka;

import io.genstream.broker.TestBroker;
import io.genstream.schemas.DeadLetterOffice;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DeadLetter;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.RunCommand;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Everybody else on the topics: writes what the gate reads, and keeps what the gate writes. */
final class GateWorld implements AutoCloseable {
    private final KafkaConnection connection = KafkaConnection.single(TestBroker.bootstrap());
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, ModelRollout> rollouts = new ConcurrentHashMap<>();
    private final List<RolloutDecision> decisions = new CopyOnWriteArrayList<>();
    private final List<RunCommand> runCommands = new CopyOnWriteArrayList<>();
    private final List<GenerationRequest> requests = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();
    private final List<TopicFollower<?>> followers;
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private final DeadLetterOffice office =
            new DeadLetterOffice(connection, "gate-world", "world", kept::add, Clock.systemUTC());

    GateWorld() {
        TopicCreator.ensure(connection, Topics.all());
        this.producer =
                new KafkaProducer<>(connection.producer("world"), new StringSerializer(), new ByteArraySerializer());
        this.followers = List.of(
                TopicFollower.start(connection, Topics.MODEL_ROLLOUTS, "world", none(), this::keepRollout),
                follow(Topics.ROLLOUT_DECISIONS, decisions::add),
                follow(Topics.RUN_COMMANDS, runCommands::add),
                follow(Topics.EVALUATION_REQUESTS, requests::add),
                follow(Topics.DEAD_LETTERS, deadLetters::add));
    }

    /** A busy machine is no failure. */
    static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    KafkaConnection connection() {
        return connection;
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        writeBytes(topic, key, topic.serializer().serialize(topic.name(), value));
    }

    void writeBytes(Topic<?> topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (Exception e) {
            throw new AssertionError("Could not write to " + topic, e);
        }
    }

    /** What users get of a model; null for nothing. */
    String stable(String model) {
        ModelRollout rollout = rollouts.get(model);
        return rollout == null ? null : rollout.getStable();
    }

    ModelRollout rollout(String model) {
        return rollouts.get(model);
    }

    List<RolloutDecision> decisions(String model) {
        return decisions.stream().filter(d -> d.getModel().equals(model)).toList();
    }

    /** Decisions with this id; more than one would be a bug. */
    List<RolloutDecision> decision(String model, String commandId) {
        return decisions(model).stream()
                .filter(d -> d.getCommandId().equals(commandId))
                .toList();
    }

    List<RunCommand> runCommands(String runId) {
        return runCommands.stream().filter(c -> c.getRunId().equals(runId)).toList();
    }

    List<GenerationRequest> requests(String model) {
        return requests.stream().filter(r -> r.getModel().equals(model)).toList();
    }

    /** Of this world's gates. */
    DeadLetters office() {
        return office;
    }

    /** Source topics of the letters that its gates have written. */
    List<String> kept() {
        return kept;
    }

    List<DeadLetter> deadLetters(String errorPart) {
        return deadLetters.stream()
                .filter(d -> d.getError().contains(errorPart))
                .toList();
    }

    List<DeadLetter> deadLettersOf(byte[] value) {
        return deadLetters.stream()
                .filter(d -> d.getService().equals("gate-world"))
                .filter(d -> d.getValue() != null && ByteBuffer.wrap(value).equals(d.getValue()))
                .toList();
    }

    private void keepRollout(String model, ModelRollout rollout, ConsumerRecord<String, byte[]> meta) {
        if (rollout == null) {
            rollouts.remove(model);
        } else {
            rollouts.put(model, rollout);
        }
    }

    /** Tests write poison to topics that this world reads, too. */
    private static DeadLetters none() {
        return (record, error) -> CompletableFuture.completedFuture(null);
    }

    private <V extends SpecificRecord> TopicFollower<V> follow(Topic<V> topic, Consumer<V> seen) {
        return TopicFollower.start(connection, topic, "world", none(), (key, value, meta) -> {
            if (value != null) {
                seen.accept(value);
            }
        });
    }

    @Override
    public void close() {
        followers.forEach(TopicFollower::close);
        office.close();
        producer.close();
    }
}
