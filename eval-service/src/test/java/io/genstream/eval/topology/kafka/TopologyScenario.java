package io.genstream.eval.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.eval.Digits;
import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.EvaluationQueue;
import io.genstream.eval.evaluation.Evaluator;
import io.genstream.eval.evaluation.VersionDirectory;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.kafka.SimulatedInference;
import io.genstream.eval.meters.EvalMeters;
import io.genstream.eval.metrics.FeatureSet;
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.References;
import io.genstream.eval.reference.SmallReference;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.Features;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The real topology, extractor and metrics; only the broker is Streams' own test driver. */
abstract class TopologyScenario {
    static final Duration TICK = Duration.ofMillis(250);

    static Extractors extractors;
    static Reference reference;
    static SimulatedInference inference;

    @TempDir
    Path stateDirectory;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final References references = new References();
    final VersionDirectory versions = new VersionDirectory();
    EvaluatedVersions evaluated = new EvaluatedVersions();
    final List<Features> history = new ArrayList<>();
    /** What was given up. */
    final List<ConsumerRecord<?, byte[]>> givenUp = new ArrayList<>();

    private final DeadLetters deadLetters = (record, error) -> {
        givenUp.add(record);
        return CompletableFuture.completedFuture(null);
    };
    final Instant now = Instant.parse("2026-11-22T00:00:00Z");
    final MovingClock clock = new MovingClock();
    TopologyTestDriver driver;

    @BeforeAll
    static void build() {
        extractors = Extractors.builtIn();
        Extractor extractor = extractors.fitting(new ImageShape(32, 32, 1)).orElseThrow();
        reference = SmallReference.build(extractor, "d", 1);
        inference = new SimulatedInference(null, Digits.train());
    }

    @AfterAll
    static void closeExtractors() {
        extractors.close();
    }

    @BeforeEach
    void start() {
        EvalMeters meters = new EvalMeters(registry);
        EvaluationQueue queue = new EvaluationQueue(
                new EvaluationProtocol(2_000), Duration.ofMinutes(1), references, evaluated, meters);
        EvaluationServices services = new EvaluationServices(
                references, versions, evaluated, queue, new Evaluator(5), meters, deadLetters, clock);
        driver = new TopologyTestDriver(
                new EvaluationTopology(services, (partition, each) -> history.forEach(each), Map.of()).get(),
                new StreamsSettings(KafkaConnection.single("none:1"), "test", "0", stateDirectory)
                        .properties(deadLetters));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    List<GenerationRequest> requestsOfAnotherRun() {
        References known = new References();
        known.put(reference);
        EvaluationQueue queue = new EvaluationQueue(
                new EvaluationProtocol(2_000), Duration.ofMinutes(1), known, evaluated, new EvalMeters(registry));
        queue.offer(EvaluatedCheckpoints.of(SimulatedInference.checkpoint("m", "v1", "d")));
        EvaluationQueue.Ask ask = queue.due(now).get(0);
        return EvaluationRequests.of(ask.id(), ask.images(), ask.version().classes(), now);
    }

    /** Every figure of the digits' protocol, once. */
    void assertMeasuredOnce() {
        assertThat(read(Topics.EVALUATIONS))
                .extracting(Evaluation::getMeasure)
                .containsExactlyInAnyOrderElementsOf(measures());
    }

    /** What the reference has metrics for. */
    static List<String> measures() {
        Random random = new Random(1);
        float[][] vectors = new float[200][64];
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
            }
        }
        FeatureSet any = new FeatureSet(vectors, new int[200], new int[200]);
        return new Evaluator(2)
                .measure(any, reference).stream()
                        .map(figure -> figure.measure().name())
                        .toList();
    }

    void answerAll(List<GenerationRequest> requests) {
        for (GenerationRequest request : requests) {
            for (ImageBatch batch : inference.batches(request, asked -> asked)) {
                send(Topics.EVALUATION_BATCHES, request.getModel() + "/" + request.getVersion(), batch);
            }
        }
    }

    double held() {
        return registry.get("genstream.eval.batches.held").gauge().value();
    }

    double count(String topic, String outcome) {
        return registry.counter("genstream.eval.records", "topic", topic, "outcome", outcome)
                .count();
    }

    <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        driver.createInputTopic(topic.name(), new StringSerializer(), topic.serializer())
                .pipeInput(key, value);
    }

    <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), topic.deserializer())
                .readValuesToList();
    }

    final class MovingClock extends Clock {
        Instant now = TopologyScenario.this.now;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
