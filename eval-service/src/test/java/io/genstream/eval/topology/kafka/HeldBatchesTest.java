package io.genstream.eval.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.eval.kafka.SimulatedInference;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches that come before what they are worked on with. */
class HeldBatchesTest extends TopologyScenario {
    @Test
    void batchesThatComeBeforeTheirCheckpointAreHeld() {
        references.put(reference);
        answerAll(requestsOfAnotherRun());
        assertThat(read(Topics.FEATURES)).isEmpty();
        assertThat(held()).isEqualTo(16);

        versions.put(EvaluatedCheckpoints.of(SimulatedInference.checkpoint("m", "v1", "d")));
        driver.advanceWallClockTime(TICK);

        assertMeasuredOnce();
        assertThat(held()).isZero();
        assertThat(count("evaluation-batches", "processed")).isEqualTo(16);
    }

    @Test
    void batchesOfAVersionThatNamesNoDataSetWaitForTheOnlyReference() {
        versions.put(EvaluatedCheckpoints.of(SimulatedInference.checkpoint("m", "v1", null)));
        answerAll(requestsOfAnotherRun());

        references.put(reference);
        driver.advanceWallClockTime(TICK);

        assertMeasuredOnce();
    }

    @Test
    void aHeldBatchThatMakesNoSenseBecomesADeadLetterAndTheOthersGoOn() {
        versions.put(EvaluatedCheckpoints.of(SimulatedInference.checkpoint("m", "v1", "d")));
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

        assertMeasuredOnce();
        assertThat(givenUp).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("evaluation-batches");
            assertThat(record.offset()).isZero();
            assertThat(Topics.EVALUATION_BATCHES
                            .deserializer()
                            .deserialize("", record.value())
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
}
