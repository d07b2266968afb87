package io.genstream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.inference.testing.Bench;
import io.genstream.inference.testing.DigitLikeGenerator;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.ControlAction;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.OutcomeState;
import io.genstream.schemas.avro.RequestControl;
import io.genstream.schemas.avro.RequestOutcome;
import io.genstream.schemas.avro.ServingState;
import io.genstream.schemas.avro.ServingStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleIT {
    private final String model = Bench.unique("model");
    private final List<InferenceService> services = new ArrayList<>();
    private Bench bench;

    @BeforeEach
    void publish() {
        bench = new Bench();
        bench.publish(model, "v1", new DigitLikeGenerator(true, 1));
        bench.rollOut(model, "v1");
    }

    @AfterEach
    void stop() {
        services.forEach(InferenceService::close);
        bench.close();
    }

    @Test
    void makesTheSamePicturesAloneInOtherBatchesAmongOthersAndAfterARestart() {
        InferenceService first = start(Map.of());
        List<String> alone = bench.pictures(bench.ask(Bench.request(model, 24).setBatchSize(24)));
        List<String> mixedIds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            mixedIds.add(bench.ask(Bench.request(model, 100).setSeed(i)));
        }
        String again = bench.ask(Bench.request(model, 24).setBatchSize(5));
        assertSame(bench.pictures(again), alone);
        mixedIds.forEach(bench::outcome);
        String tail = bench.ask(Bench.request(model, 4).setFirstImage(20).setRequestImages(24));
        assertSame(bench.pictures(tail), alone.subList(20, 24));

        first.close();
        String whileDown = bench.ask(Bench.request(model, 24).setBatchSize(7));
        start(Map.of());
        assertSame(bench.pictures(whileDown), alone);
    }

    @Test
    void loadsAVersionOnDemandAndLetsTheOldestGo() {
        start(Map.of("models.loaded.max", "1"));
        bench.publish(model, "v2", new DigitLikeGenerator(true, 2));
        bench.publish(model, "v3", new DigitLikeGenerator(false, 3));
        String second = bench.askForEvaluation(Bench.request(model, 3).setVersion("v2"));
        assertThat(bench.outcome(second).getState()).isEqualTo(OutcomeState.COMPLETED);
        String third = bench.ask(Bench.request(model, 3).setVersion("v3"));
        assertThat(bench.outcome(third).getState()).isEqualTo(OutcomeState.COMPLETED);

        awaitStatus("v2", ServingState.UNLOADED);
        awaitStatus("v3", ServingState.READY);
        assertThat(bench.batches(third).get(0).getLabels()).isEmpty();
        assertThat(bench.evaluationImages.where(b -> b.getRequestId().equals(second)))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.key()).isEqualTo(model + "/v2"));
        assertThat(bench.images.where(b -> b.getRequestId().equals(second))).isEmpty();
        bench.tombstone(model, "v3");
        awaitStatus("v3", ServingState.UNLOADED);
        assertThat(bench.failure(bench.ask(Bench.request(model, 1).setVersion("v3")))
                        .getCode())
                .isEqualTo("VERSION_NOT_FOUND");
    }

    @Test
    void followsTheRolloutAndSaysWhatItServesWith() {
        start(Map.of());
        awaitStatus("v1", ServingState.READY);
        assertThat(lastStatus("v1").getExecutionProvider()).isEqualTo("CPUExecutionProvider");
        Instant before = lastStatus("v1").getHeartbeat();
        Awaitility.await().until(() -> lastStatus("v1").getHeartbeat().isAfter(before));

        bench.publish(model, "v2", new DigitLikeGenerator(true, 2));
        bench.rollOut(model, "v2");
        awaitStatus("v2", ServingState.READY);
        assertThat(bench.outcome(bench.ask(Bench.request(model, 1))).getVersion())
                .isEqualTo("v2");
    }

    @Test
    void cancelsWhatIsUnderWayAndEndsEveryRecordOfIt() {
        start(Map.of("queue.images.max", "2048"));
        GenerationRequest.Builder request = Bench.request(model, 1024).setRequestImages(20 * 1024);
        for (int part = 0; part < 20; part++) {
            bench.ask(request.setFirstImage(part * 1024L));
        }
        String id = request.getRequestId();
        bench.send(
                Topics.REQUEST_CONTROLS,
                Topics.REQUEST_CONTROLS.record(id, new RequestControl(id, ControlAction.CANCEL, Instant.now())));

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ends(id).size() == 20);
        assertThat(ends(id)).extracting(RequestOutcome::getState).contains(OutcomeState.CANCELLED);
        assertThat(bench.outcome(bench.ask(Bench.request(model, 1))).getState()).isEqualTo(OutcomeState.COMPLETED);
    }

    @Test
    void losesNothingWhenMoreIsAskedForThanTheQueueHolds() {
        start(Map.of("queue.images.max", "1024"));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(bench.ask(Bench.request(model, 300).setBatchSize(300)));
        }

        ids.forEach(id -> assertThat(bench.outcome(id).getState()).isEqualTo(OutcomeState.COMPLETED));
        Awaitility.await().untilAsserted(() -> assertThat(ids).allSatisfy(id -> assertThat(bench.batches(id))
                .extracting(b -> b.getImages().size())
                .containsExactly(300)));
    }

    private List<RequestOutcome> ends(String id) {
        return bench.outcomes.where(o -> o.getRequestId().equals(id)).stream()
                .map(item -> item.value())
                .toList();
    }

    private InferenceService start(Map<String, String> extra) {
        Map<String, String> properties = bench.properties("lifecycle-it");
        properties.putAll(extra);
        InferenceService service =
                InferenceService.start(InferenceConfig.of(properties), new SimpleMeterRegistry(), OpenTelemetry.noop());
        services.add(service);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(service::ready);
        return service;
    }

    private void awaitStatus(String version, ServingState state) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !bench.statuses
                .where(s -> s.getModel().equals(model) && s.getVersion().equals(version) && s.getState() == state)
                .isEmpty());
    }

    private ServingStatus lastStatus(String version) {
        var all = bench.statuses.where(
                s -> s.getModel().equals(model) && s.getVersion().equals(version));
        return all.get(all.size() - 1).value();
    }

    /** To one grey level: kernels for different batch sizes may add in another order. */
    private static void assertSame(List<String> pictures, List<String> expected) {
        assertThat(pictures).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(pictures.get(i)).hasSameSizeAs(expected.get(i));
            for (int at = 0; at < expected.get(i).length(); at += 2) {
                int made = Integer.parseInt(pictures.get(i).substring(at, at + 2), 16);
                int wanted = Integer.parseInt(expected.get(i).substring(at, at + 2), 16);
                assertThat(Math.abs(made - wanted)).isLessThanOrEqualTo(1);
            }
        }
    }
}
