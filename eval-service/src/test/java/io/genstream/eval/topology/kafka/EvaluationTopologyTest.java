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
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.References;
import io.genstream.eval.reference.SmallReference;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.Features;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real topology, extractor and metrics; only the broker is Streams' own test driver. */
class EvaluationTopologyTest {
    private static final Duration TICK = Duration.ofMillis(250);

    private static Extractors extractors;
    private static Reference reference;
    private static SimulatedInference inference;

    @TempDir
    private Path stateDirectory;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final References references = new References();
    private final VersionDirectory versions = new VersionDirectory();
    private EvaluatedVersions evaluated = new EvaluatedVersions();
    private final List<Features> history = new ArrayList<>();
    private final Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private final MovingClock clock = new MovingClock();
    private TopologyTestDriver driver;

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
        EvaluationServices services =
                new EvaluationServices(references, versions, evaluated, queue, new Evaluator(5), meters, clock);
        driver = new TopologyTestDriver(
                new EvaluationTopology(services, (partition, each) -> history.forEach(each), Map.of()).get(),
                new StreamsSettings(KafkaConnection.single("none:1"), "test", "0", stateDirectory)
                        .properties(new DeadLetterRecords(meters, clock, Map.of())));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void asksForTwoThousandImagesInTwoRecords() {
        references.put(reference);
        send(Topics.CHECKPOINTS, "m/v1", SimulatedInference.checkpoint("m", "v1", "d"));

        List<GenerationRequest> requests = read(Topics.EVALUATION_REQUESTS);

        assertThat(requests).extracting(GenerationRequest::getFirstImage).containsExactly(0L, 1_024L);
        assertThat(requests).extracting(GenerationRequest::getCount).containsExactly(1_024, 976);
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.getRequestId()).isEqualTo("eval-m-v1-r1");
            assertThat(request.getRequestImages()).isEqualTo(2_000);
            assertThat(request.getBatchSize()).isEqualTo(128);
            assertThat(request.getSeed()).isEqualTo(20_261_122L);
            assertThat(request.getEncoding()).isEqualTo(Encoding.RAW);
            assertThat(request.getCondition().getRows()).hasSize(10).contains(List.of(0f), List.of(9f));
            assertThat(request.getReplyPartition()).isNull();
        });
    }

    @Test
    void asksOnceTheReferenceIsThere() {
        send(Topics.CHECKPOINTS, "m/v1", SimulatedInference.checkpoint("m", "v1", "d"));
        assertThat(read(Topics.EVALUATION_REQUESTS)).isEmpty();

        references.put(reference);
        driver.advanceWallClockTime(TICK);

        assertThat(read(Topics.EVALUATION_REQUESTS)).hasSize(2);
    }

    @Test
    void leavesClassifiersAlone() {
        references.put(reference);
        Checkpoint classifier = Checkpoint.newBuilder(SimulatedInference.checkpoint("m", "v1", "d"))
                .setKind(CheckpointKind.CLASSIFIER)
                .build();
        send(Topics.CHECKPOINTS, "m/v1", classifier);

        assertThat(read(Topics.EVALUATION_REQUESTS)).isEmpty();
    }

    @Test
    void askedForImagesBecomeFigures() {
        references.put(reference);
        send(Topics.CHECKPOINTS, "m/v1", SimulatedInference.checkpoint("m", "v1", "d"));
        answerAll(read(Topics.EVALUATION_REQUESTS));

        assertThat(read(Topics.FEATURES)).hasSize(16).allSatisfy(features -> {
            assertThat(features.getRows()).hasSizeGreaterThanOrEqualTo(32);
            assertThat(features.getRows().get(0).getVector().remaining()).isEqualTo(64 * Float.BYTES);
        });
        List<Evaluation> figures = read(Topics.EVALUATIONS);
        assertThat(figures)
                .extracting(Evaluation::getMetric)
                .containsExactly(
                        "fd-digits-2000-none-relative",
                        "precision-digits-2000-k3",
                        "recall-digits-2000-k3",
                        "nn-train-digits-2000",
                        "agreement-digits-2000",
                        "fd-digits-2000-none");
        assertThat(figures.get(5).getLow()).isLessThan(figures.get(5).getValue());
        assertThat(figures.get(5).getHigh()).isGreaterThan(figures.get(5).getValue());
        assertThat(figures.get(4).getValue()).isGreaterThan(0.95);
    }

    @Test
    void featuresWaitForTheirReference() {
        versions.put(Versions.of(SimulatedInference.checkpoint("m", "v1", "d")));
        answerAll(requestsOfAnotherRun());
        assertThat(read(Topics.EVALUATIONS)).isEmpty();

        references.put(reference);
        driver.advanceWallClockTime(TICK);

        assertThat(read(Topics.EVALUATIONS)).hasSize(6);
    }

    @Test
    void aRestartGoesOnFromTheFeaturesInTheLog() {
        references.put(reference);
        versions.put(Versions.of(SimulatedInference.checkpoint("m", "v1", "d")));
        List<GenerationRequest> requests = requestsOfAnotherRun();
        answerAll(requests.subList(0, 1));
        history.addAll(read(Topics.FEATURES));
        driver.close();

        start();
        answerAll(requests.subList(1, 2));

        assertThat(read(Topics.EVALUATIONS)).hasSize(6);
    }

    @Test
    void featuresThatWereCompleteBeforeARestartAreMeasuredAfterIt() {
        references.put(reference);
        versions.put(Versions.of(SimulatedInference.checkpoint("m", "v1", "d")));
        List<GenerationRequest> requests = requestsOfAnotherRun();
        answerAll(requests.subList(0, 1));
        history.addAll(read(Topics.FEATURES));
        driver.close();
        start();
        answerAll(requests.subList(1, 2));
        history.addAll(read(Topics.FEATURES));
        driver.close();
        references.remove("d");
        evaluated = new EvaluatedVersions();

        start();
        assertThat(read(Topics.EVALUATIONS)).isEmpty();
        references.put(reference);
        driver.advanceWallClockTime(TICK);

        assertThat(read(Topics.EVALUATIONS)).hasSize(6);
    }

    @Test
    void batchesThatComeBeforeTheirCheckpointAreHeld() {
        references.put(reference);
        answerAll(requestsOfAnotherRun());
        assertThat(read(Topics.FEATURES)).isEmpty();
        assertThat(held()).isEqualTo(16);

        versions.put(Versions.of(SimulatedInference.checkpoint("m", "v1", "d")));
        driver.advanceWallClockTime(TICK);

        assertThat(read(Topics.EVALUATIONS)).hasSize(6);
        assertThat(held()).isZero();
        assertThat(count("evaluation-batches", "processed")).isEqualTo(16);
    }

    @Test
    void batchesOfAVersionThatNamesNoDataSetWaitForTheOnlyReference() {
        versions.put(Versions.of(SimulatedInference.checkpoint("m", "v1", null)));
        answerAll(requestsOfAnotherRun());

        references.put(reference);
        driver.advanceWallClockTime(TICK);

        assertThat(read(Topics.EVALUATIONS)).hasSize(6);
    }

    @Test
    void aHeldBatchThatMakesNoSenseBecomesADeadLetterAndTheOthersGoOn() {
        versions.put(Versions.of(SimulatedInference.checkpoint("m", "v1", "d")));
        List<GenerationRequest> requests = requestsOfAnotherRun();
        ImageBatch fine = inference.batches(requests.get(0), asked -> asked).get(0);
        send(
                Topics.EVALUATION_BATCHES,
                "m/v1",
                ImageBatch.newBuilder(fine).setWidth(9).build());
        answerAll(requests);

        references.put(reference);
        // one portion, then the rest
        driver.advanceWallClockTime(TICK);
        driver.advanceWallClockTime(TICK);

        assertThat(read(Topics.EVALUATIONS)).hasSize(6);
        assertThat(read(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(letter.getSourceTopic()).isEqualTo("evaluation-batches");
            assertThat(letter.getOffset()).isZero();
            assertThat(Topics.EVALUATION_BATCHES
                            .deserializer()
                            .deserialize("", letter.getValue().array())
                            .getWidth())
                    .isEqualTo(9);
        });
    }

    @Test
    void heldBatchesOfNobodyAreForgottenInTheEnd() {
        answerAll(requestsOfAnotherRun());
        assertThat(held()).isEqualTo(16);

        clock.now = now.plus(HeldBatches.PATIENCE).plusMillis(1);
        driver.advanceWallClockTime(TICK);

        assertThat(held()).isZero();
        assertThat(count("evaluation-batches", "ignored")).isEqualTo(16);
    }

    @Test
    void moreThanTheLimitAreNotHeldButToldOf() {
        ImageBatch batch =
                inference.batches(requestsOfAnotherRun().get(0), asked -> asked).get(0);
        ImageBatch small = ImageBatch.newBuilder(batch)
                .setImages(batch.getImages().subList(0, 1))
                .setLabels(List.of())
                .build();
        for (int i = 0; i < HeldBatches.LIMIT + 3; i++) {
            send(Topics.EVALUATION_BATCHES, "m/v1", small);
        }

        assertThat(held()).isEqualTo(HeldBatches.LIMIT);
        assertThat(registry.counter("genstream.eval.batches.dropped").count()).isEqualTo(3);
    }

    @Test
    void aDuplicateAfterTheFiguresIsIgnored() {
        references.put(reference);
        send(Topics.CHECKPOINTS, "m/v1", SimulatedInference.checkpoint("m", "v1", "d"));
        List<GenerationRequest> requests = read(Topics.EVALUATION_REQUESTS);
        answerAll(requests);
        assertThat(read(Topics.EVALUATIONS)).hasSize(6);

        answerAll(requests);
        send(Topics.CHECKPOINTS, "m/v1", SimulatedInference.checkpoint("m", "v1", "d"));

        assertThat(read(Topics.EVALUATIONS)).isEmpty();
        assertThat(read(Topics.EVALUATION_REQUESTS)).isEmpty();
        assertThat(count("evaluation-batches", "ignored")).isEqualTo(16);
    }

    @Test
    void keepsUnreadableRecordsAsTheyCame() {
        driver.createInputTopic("checkpoints", new StringSerializer(), new ByteArraySerializer())
                .pipeInput("m/v1", "poison".getBytes(StandardCharsets.UTF_8));

        assertThat(read(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(letter.getSourceTopic()).isEqualTo("checkpoints");
            assertThat(StandardCharsets.UTF_8.decode(letter.getValue()).toString())
                    .isEqualTo("poison");
            assertThat(letter.getService()).isEqualTo("eval-service");
        });
        assertThat(count("checkpoints", "dead-lettered")).isEqualTo(1);
    }

    @Test
    void keepsSenselessRecordsAndGoesOn() {
        references.put(reference);
        send(Topics.CHECKPOINTS, "m/v1", SimulatedInference.checkpoint("m", "v1", "d"));
        List<GenerationRequest> requests = read(Topics.EVALUATION_REQUESTS);
        ImageBatch fine = inference.batches(requests.get(0), asked -> asked).get(0);
        send(
                Topics.EVALUATION_BATCHES,
                "m/v1",
                ImageBatch.newBuilder(fine).setWidth(9).build());
        send(
                Topics.EVALUATION_BATCHES,
                "m/v1",
                ImageBatch.newBuilder(fine).setRequestImages(1L << 40).build());
        send(
                Topics.EVALUATION_BATCHES,
                "m/v1",
                ImageBatch.newBuilder(fine).setFirstImage(-128).build());

        answerAll(requests);

        assertThat(read(Topics.EVALUATIONS)).hasSize(6);
        assertThat(read(Topics.DEAD_LETTERS))
                .extracting(letter -> letter.getSourceTopic())
                .containsExactly("evaluation-batches", "evaluation-batches", "features");
    }

    private List<GenerationRequest> requestsOfAnotherRun() {
        References known = new References();
        known.put(reference);
        EvaluationQueue queue = new EvaluationQueue(
                new EvaluationProtocol(2_000), Duration.ofMinutes(1), known, evaluated, new EvalMeters(registry));
        queue.offer(Versions.of(SimulatedInference.checkpoint("m", "v1", "d")));
        return EvaluationRequests.of(queue.due(now).get(0), now);
    }

    private void answerAll(List<GenerationRequest> requests) {
        for (GenerationRequest request : requests) {
            for (ImageBatch batch : inference.batches(request, asked -> asked)) {
                send(Topics.EVALUATION_BATCHES, request.getModel() + "/" + request.getVersion(), batch);
            }
        }
    }

    private double held() {
        return registry.get("genstream.eval.batches.held").gauge().value();
    }

    private double count(String topic, String outcome) {
        return registry.counter("genstream.eval.records", "topic", topic, "outcome", outcome)
                .count();
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        driver.createInputTopic(topic.name(), new StringSerializer(), topic.serializer())
                .pipeInput(key, value);
    }

    private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), topic.deserializer())
                .readValuesToList();
    }

    private final class MovingClock extends Clock {
        private Instant now = EvaluationTopologyTest.this.now;

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
