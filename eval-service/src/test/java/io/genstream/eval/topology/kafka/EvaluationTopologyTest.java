package io.genstream.eval.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.kafka.SimulatedInference;
import io.genstream.schemas.Measures;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.MetricKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** From checkpoints to figures. */
class EvaluationTopologyTest extends TopologyScenario {
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
        assertThat(figures).extracting(Evaluation::getMeasure).containsExactlyElementsOf(measures());
        assertThat(figures)
                .extracting(Evaluation::getMetric)
                .contains(
                        "fd-digits-2000-none-relative",
                        "precision-digits-2000-k3",
                        "recall-digits-2000-k3",
                        "nn-train-digits-2000",
                        "agreement-digits-2000")
                .endsWith("fd-digits-2000-none");
        assertThat(figures).extracting(Evaluation::getProtocol).containsOnly("digits-2000");
        Evaluation distance = figures.get(figures.size() - 1);
        assertThat(distance.getLow()).isLessThan(distance.getValue());
        assertThat(distance.getHigh()).isGreaterThan(distance.getValue());
        assertThat(distance.getMeasuredWith())
                .containsExactlyElementsOf(measures().subList(0, figures.size() - 1));
        assertThat(figures)
                .filteredOn(figure -> figure.getMeasure().equals(Measures.AGREEMENT))
                .singleElement()
                .satisfies(figure -> {
                    assertThat(figure.getKind()).isEqualTo(MetricKind.SHARE);
                    assertThat(figure.getValue()).isGreaterThan(0.95);
                });
    }

    @Test
    void featuresWaitForTheirReference() {
        versions.put(EvaluatedCheckpoints.of(SimulatedInference.checkpoint("m", "v1", "d")));
        answerAll(requestsOfAnotherRun());
        assertThat(read(Topics.EVALUATIONS)).isEmpty();

        references.put(reference);
        driver.advanceWallClockTime(TICK);

        assertMeasuredOnce();
    }

    @Test
    void aRestartGoesOnFromTheFeaturesInTheLog() {
        references.put(reference);
        versions.put(EvaluatedCheckpoints.of(SimulatedInference.checkpoint("m", "v1", "d")));
        List<GenerationRequest> requests = requestsOfAnotherRun();
        answerAll(requests.subList(0, 1));
        history.addAll(read(Topics.FEATURES));
        driver.close();

        start();
        answerAll(requests.subList(1, 2));

        assertMeasuredOnce();
    }

    @Test
    void featuresThatWereCompleteBeforeARestartAreMeasuredAfterIt() {
        references.put(reference);
        versions.put(EvaluatedCheckpoints.of(SimulatedInference.checkpoint("m", "v1", "d")));
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

        assertMeasuredOnce();
    }

    @Test
    void aDuplicateAfterTheFiguresIsIgnored() {
        references.put(reference);
        send(Topics.CHECKPOINTS, "m/v1", SimulatedInference.checkpoint("m", "v1", "d"));
        List<GenerationRequest> requests = read(Topics.EVALUATION_REQUESTS);
        answerAll(requests);
        assertMeasuredOnce();

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

        assertThat(givenUp).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("checkpoints");
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("poison");
        });
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

        assertMeasuredOnce();
        assertThat(givenUp)
                .extracting(ConsumerRecord::topic)
                .containsExactly("evaluation-batches", "evaluation-batches", "features");
    }
}
