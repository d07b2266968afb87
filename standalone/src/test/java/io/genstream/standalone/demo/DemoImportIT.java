package io.genstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.gateway.datasets.kafka.DatasetEraser;
import io.genstream.gateway.datasets.kafka.DatasetLog;
import io.genstream.gateway.datasets.kafka.DatasetWriter;
import io.genstream.schemas.KafkaConnection;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The data set's name is fixed, so this is one story on one broker: cut off, resumed, left alone, and not brought back. */
class DemoImportIT {
    private final KafkaConnection kafka = KafkaConnection.single(TestBroker.bootstrap());

    @Test
    void resumesWhatWasCutOffAndImportsOnce() throws IOException {
        try (DatasetWriter writer = new DatasetWriter(kafka, Clock.systemUTC())) {
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> DemoImport.importOnce(writer, () -> asked.incrementAndGet() > 3_000))
                    .isInstanceOf(CancellationException.class);
            assertThat(writer.latest("digits")).isEmpty();
        }
        try (DatasetWriter writer = new DatasetWriter(kafka, Clock.systemUTC())) {
            DatasetRevision revision =
                    DemoImport.importOnce(writer, () -> false).orElseThrow();
            assertThat(revision.revision()).isEqualTo(1);
            assertThat(revision.counts()).isEqualTo(Map.of(DatasetSplit.TRAIN, 8_000L, DatasetSplit.TEST, 2_000L));
            assertThat(revision.endOffsets().stream().mapToLong(Long::longValue).sum())
                    .as("no picture is in the log twice")
                    .isEqualTo(10_000);
            assertThat(revision.description())
                    .returns(LabelMeaning.CLASS, DatasetDescription::labelMeaning)
                    .returns(10, description -> description.attributeNames().size());
        }
        try (DatasetWriter writer = new DatasetWriter(kafka, Clock.systemUTC())) {
            assertThat(DemoImport.importOnce(writer, () -> false)).isEmpty();
            assertThat(writer.latest("digits"))
                    .hasValueSatisfying(known -> assertThat(known.revision()).isEqualTo(1));
        }
        try (DatasetLog log = new DatasetLog(kafka, "test", 10_000)) {
            assertThat(new DatasetEraser(log, Clock.systemUTC()).erase("digits"))
                    .contains(10_000L);
        }
        try (DatasetWriter writer = new DatasetWriter(kafka, Clock.systemUTC())) {
            assertThat(DemoImport.importOnce(writer, () -> false))
                    .as("what was deleted stays deleted at the next start")
                    .isEmpty();
        }
    }
}
