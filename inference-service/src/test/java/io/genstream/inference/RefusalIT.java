package io.genstream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.inference.testing.Bench;
import io.genstream.inference.testing.DigitLikeGenerator;
import io.genstream.schemas.ArtifactFraming;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.AugmentationRequest;
import io.genstream.schemas.avro.ComponentOffset;
import io.genstream.schemas.avro.Condition;
import io.genstream.schemas.avro.DeadLetter;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.FailureStage;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.Latent;
import io.genstream.schemas.avro.OutcomeState;
import io.genstream.schemas.avro.RequestFailure;
import io.genstream.schemas.avro.RequestOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong gets an answer or a dead letter, and the service goes on. */
class RefusalIT {
    private static final String MODEL = Bench.unique("model");
    private static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();
    private static Bench bench;
    private static InferenceService service;

    @BeforeAll
    static void start() {
        bench = new Bench();
        bench.publish(MODEL, "v1", new DigitLikeGenerator(true, 1));
        bench.rollOut(MODEL, "v1");
        service = InferenceService.start(
                InferenceConfig.of(bench.properties("refusal-it")), REGISTRY, OpenTelemetry.noop());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(service::ready);
    }

    @AfterAll
    static void stop() {
        service.close();
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_000_000})
    void answersACountOutOfRange(int count) {
        assertFailure(Bench.request(MODEL, count), "INVALID_REQUEST", FailureStage.VALIDATE);
    }

    @Test
    void answersASigmaThatIsNotANumber() {
        Latent latent = Latent.newBuilder().setSigma(Double.NaN).build();
        assertFailure(Bench.request(MODEL, 1).setLatent(latent), "INVALID_REQUEST", FailureStage.VALIDATE);
    }

    @Test
    void answersALabelThatTheModelDoesNotKnow() {
        Condition eleven = Condition.newBuilder().setRows(List.of(List.of(11f))).build();
        RequestFailure failure =
                assertFailure(Bench.request(MODEL, 1).setCondition(eleven), "INVALID_CONDITION", FailureStage.VALIDATE);
        assertThat(failure.getMessage()).contains("row 0").contains("0..9");
        assertThat(failure.getVersion()).isNull();
    }

    @Test
    void answersComponentOffsets() {
        Latent latent = Latent.newBuilder()
                .setComponentOffsets(List.of(new ComponentOffset(0, 1.0)))
                .build();
        assertFailure(Bench.request(MODEL, 1).setLatent(latent), "LATENT_BASIS_MISSING", FailureStage.VALIDATE);
    }

    @Test
    void answersForAModelAndAVersionThatDoNotExist() {
        assertFailure(Bench.request("no-such-model", 1), "MODEL_NOT_FOUND", FailureStage.RESOLVE);
        assertFailure(Bench.request(MODEL, 1).setVersion("v0"), "VERSION_NOT_FOUND", FailureStage.RESOLVE);
    }

    @Test
    void answersForAVersionWhoseBytesAreNoModel() {
        DigitLikeGenerator generator = new DigitLikeGenerator(true, 1);
        bench.publish(MODEL, "broken", generator, "not an ONNX file".getBytes(StandardCharsets.UTF_8));
        RequestFailure failure =
                assertFailure(Bench.request(MODEL, 1).setVersion("broken"), "VERSION_FAILED", FailureStage.LOAD);
        assertThat(failure.getRetryable()).isTrue();
        Awaitility.await().until(() -> !bench.statuses
                .where(s ->
                        s.getVersion().equals("broken") && s.getState().name().equals("FAILED"))
                .isEmpty());
    }

    @Test
    void tellsThatADeadlineHasPassed() {
        String id = bench.ask(Bench.request(MODEL, 1).setDeadline(Instant.now().minusSeconds(1)));

        assertThat(bench.outcome(id).getState()).isEqualTo(OutcomeState.EXPIRED);
        assertThat(bench.batches(id)).isEmpty();
    }

    @Test
    void answersAugmentationsWithTheirUnavailability() {
        AugmentationRequest request = AugmentationRequest.newBuilder()
                .setRequestId(Bench.unique("augmentation"))
                .setSources(List.of())
                .setVariantsPerImage(1)
                .setPlan(List.of())
                .setSeed(1)
                .setEncoding(Encoding.RAW)
                .setCreatedAt(Instant.now())
                .build();
        bench.send(Topics.AUGMENTATION_REQUESTS, Topics.AUGMENTATION_REQUESTS.record(request.getRequestId(), request));

        assertThat(bench.failure(request.getRequestId()).getCode()).isEqualTo("AUGMENTATION_UNAVAILABLE");
        assertThat(bench.outcome(request.getRequestId()).getState()).isEqualTo(OutcomeState.FAILED);
    }

    /** Of what may show people, a letter has the hash alone. */
    private static boolean isOf(DeadLetter letter, byte[] poison) {
        return letter.getSourceTopic().equals(Topics.AUGMENTATION_REQUESTS.name())
                ? letter.getValue() == null && ArtifactFraming.sha256(poison).equals(letter.getValueSha256())
                : ByteBuffer.wrap(poison).equals(letter.getValue());
    }

    @Test
    void keepsPoisonFromEveryTopicItReadsAsADeadLetterAndGoesOn() {
        List<Topic<?>> read = List.of(
                Topics.GENERATION_REQUESTS,
                Topics.EVALUATION_REQUESTS,
                Topics.AUGMENTATION_REQUESTS,
                Topics.REQUEST_CONTROLS,
                Topics.CHECKPOINTS,
                Topics.MODEL_ROLLOUTS);
        String poison = Bench.unique("poison");
        read.forEach(topic -> bench.sendBytes(topic, poison, poison.getBytes(StandardCharsets.UTF_8)));

        for (Topic<?> topic : read) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !bench.deadLetters
                    .where(letter -> letter.getSourceTopic().equals(topic.name())
                            && isOf(letter, poison.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty());
            assertThat(REGISTRY.counter("genstream.inference.dead.letters", "topic", topic.name())
                            .count())
                    .isPositive();
        }
        assertThat(bench.outcome(bench.ask(Bench.request(MODEL, 1))).getState()).isEqualTo(OutcomeState.COMPLETED);
        assertThat(service.ready()).isTrue();
    }

    @Test
    void keepsARequestWithoutAnIdAsADeadLetter() {
        GenerationRequest nameless =
                Bench.request(MODEL, 1).setRequestId("").setModel("nameless").build();
        bench.send(Topics.GENERATION_REQUESTS, Topics.GENERATION_REQUESTS.record("k", nameless));

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !bench.deadLetters
                .where(letter -> letter.getError().contains("requestId is empty"))
                .isEmpty());
    }

    private static RequestFailure assertFailure(GenerationRequest.Builder request, String code, FailureStage stage) {
        String id = bench.ask(request);
        RequestOutcome outcome = bench.outcome(id);
        RequestFailure failure = bench.failure(id);
        assertThat(outcome.getState()).isEqualTo(OutcomeState.FAILED);
        assertThat(outcome.getCode()).isEqualTo(code);
        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure.getStage()).isEqualTo(stage);
        assertThat(bench.batches(id)).isEmpty();
        return failure;
    }
}
