package io.genstream.gateway.datasets.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.schemas.KafkaConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatasetWriterIT {
    private final String datasetId = "set-" + UUID.randomUUID();
    private DatasetWriter writer;

    @BeforeEach
    void open() {
        writer = new DatasetWriter(KafkaConnection.single(TestBroker.bootstrap()), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void announcesWhatItWrote() {
        List<Long> seen = new ArrayList<>();

        DatasetRevision revision = writer.write(description(), images(0, 1_200), seen::add);

        assertThat(revision.revision()).isEqualTo(1);
        assertThat(revision.counts()).containsEntry(DatasetSplit.TRAIN, 960L).containsEntry(DatasetSplit.TEST, 240L);
        assertThat(writer.latest(datasetId)).contains(revision);
        assertThat(seen).hasSize(1_200).last().isEqualTo(1_200L);
    }

    @Test
    void secondRevisionCountsAllRecords() {
        DatasetRevision first = writer.write(description(), images(0, 10), n -> {});
        DatasetRevision second = writer.write(description(), images(5, 20), n -> {});

        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.counts().values().stream().mapToLong(n -> n).sum()).isEqualTo(20);
        long written = sum(second) - sum(first);
        assertThat(written).as("the five that were there are not written again").isEqualTo(10);
    }

    @Test
    void refusesRevisionWithNothingNew() {
        DatasetRevision first = writer.write(description(), images(0, 10), n -> {});

        assertThatThrownBy(() -> writer.write(description(), images(0, 10), n -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("nothing beyond revision 1");
        assertThat(writer.latest(datasetId)).contains(first);
    }

    @Test
    void goesOnAfterAnImportThatWasCutOff() {
        Iterator<DatasetImage> broken = images(0, 10);
        AtomicLong left = new AtomicLong(6);
        assertThatThrownBy(() -> writer.write(description(), broken, n -> {
                    if (left.decrementAndGet() == 0) {
                        throw new IllegalStateException("cut off");
                    }
                }))
                .hasMessage("cut off");
        assertThat(writer.latest(datasetId)).isEmpty();

        DatasetRevision whole = writer.write(description(), images(0, 10), n -> {});

        assertThat(whole.revision()).isEqualTo(1);
        assertThat(whole.counts().values().stream().mapToLong(n -> n).sum()).isEqualTo(10);
    }

    @Test
    void refusesClassThatTheDescriptionLacks() {
        DatasetImage image = DatasetImage.raw("r", new byte[4], 2, 2, 1, List.of(10f), DatasetSplit.TRAIN);

        assertThatThrownBy(() -> writer.write(description(), List.of(image).iterator(), n -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("classes 0 to 9");
    }

    private static long sum(DatasetRevision revision) {
        return revision.endOffsets().stream().mapToLong(n -> n).sum();
    }

    private DatasetDescription description() {
        List<String> classes =
                IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        return new DatasetDescription(datasetId, LabelMeaning.CLASS, classes, 2, 2, 1, "none needed");
    }

    private static Iterator<DatasetImage> images(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> DatasetImage.raw(
                        "r" + i,
                        new byte[] {(byte) i, (byte) (i >> 8), 0, 1},
                        2,
                        2,
                        1,
                        List.of((float) (i % 10)),
                        i % 5 == 4 ? DatasetSplit.TEST : DatasetSplit.TRAIN))
                .iterator();
    }
}
