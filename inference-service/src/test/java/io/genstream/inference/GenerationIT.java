package io.genstream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.inference.testing.Bench;
import io.genstream.inference.testing.DigitLikeGenerator;
import io.genstream.schemas.avro.Condition;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.OutcomeState;
import io.genstream.schemas.avro.RequestOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GenerationIT {
    private static final String MODEL = Bench.unique("model");
    private static Bench bench;
    private static InferenceService service;

    @BeforeAll
    static void start() {
        bench = new Bench();
        bench.publish(MODEL, "v1", new DigitLikeGenerator(true, 1));
        bench.rollOut(MODEL, "v1");
        service = InferenceService.start(
                InferenceConfig.of(bench.properties("generation-it")), new SimpleMeterRegistry(), OpenTelemetry.noop());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(service::ready);
    }

    @AfterAll
    static void stop() {
        service.close();
        bench.close();
    }

    @Test
    void answersARequestWithItsImagesLabelsAndOutcome() {
        String id = bench.ask(Bench.request(MODEL, 20)
                .setBatchSize(8)
                .setFirstImage(100)
                .setRequestImages(200)
                .setCondition(Condition.newBuilder()
                        .setRows(List.of(List.of(3f), List.of(7f), List.of(9f)))
                        .build()));

        RequestOutcome outcome = bench.outcome(id);
        assertThat(outcome.getState()).isEqualTo(OutcomeState.COMPLETED);
        assertThat(outcome.getVersion()).isEqualTo("v1");
        Awaitility.await().until(() -> bench.batches(id).size() == 3);
        List<ImageBatch> batches = bench.batches(id);
        assertThat(batches).extracting(ImageBatch::getFirstImage).containsExactly(100L, 108L, 116L);
        assertThat(batches).extracting(b -> b.getImages().size()).containsExactly(8, 8, 4);
        assertThat(batches.get(0).getLabels().get(0)).containsExactly(7f); // image 100 takes row 100 mod 3
        assertThat(batches.get(0).getImages().get(0).remaining()).isEqualTo(32 * 32);
        assertThat(new HashSet<>(bench.pictures(id))).hasSize(20);
        assertThat(bench.images.where(b -> b.getRequestId().equals(id)))
                .allSatisfy(item -> assertThat(item.partition()).isEqualTo(outcome.getPartition()))
                .extracting(item -> item.offset())
                .containsExactlyInAnyOrderElementsOf(outcome.getOffsets());
    }

    @Test
    void answersOnTheReplyPartitionInTheEncodingThatWasAskedFor() {
        String id = bench.ask(Bench.request(MODEL, 2)
                .setReplyPartition(3)
                .setEncoding(Encoding.PNG)
                .setWithLatents(true));

        RequestOutcome outcome = bench.outcome(id);
        assertThat(outcome.getPartition()).isEqualTo(3);
        Awaitility.await().until(() -> bench.batches(id).size() == 1);
        ImageBatch batch = bench.batches(id).get(0);
        assertThat(Bench.hex(batch.getImages().get(0))).startsWith("89504e470d0a1a0a");
        assertThat(batch.getLatents()).hasSize(2).allSatisfy(latent -> assertThat(latent)
                .hasSize(64));
        assertThat(batch.getSynthetic()).isTrue();
    }
}
