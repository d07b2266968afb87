package io.genstream.eval.reference.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.eval.extractor.Canvas;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.kafka.TestLog;
import io.genstream.eval.reference.Dataset;
import io.genstream.eval.reference.DatasetRevision;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.schemas.avro.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetRecordsReaderIT {
    private static final ImageShape SHAPE = new ImageShape(1, 1, 1);

    /** Whoever asked for a picture to be deleted is not measured against either, however old the revision. */
    @Test
    void beyondTheRevisionOnlyDeletionsCount() throws Exception {
        KafkaConnection connection = KafkaConnection.single(TestBroker.bootstrap());
        TopicCreator.ensure(connection, Topics.all());
        DeadLetters none = (record, error) -> {
            throw new AssertionError(error);
        };
        try (TestLog log = new TestLog(TestBroker.bootstrap())) {
            picture(log, "a", 1, Split.TRAIN);
            picture(log, "b", 2, Split.TRAIN);
            picture(log, "c", 3, Split.TEST);
            picture(log, "d", 4, Split.TEST);
            log.publishRevision("people", 1, SHAPE, List.of("x"));
            log.deleteRecord("people/a");
            log.deleteRecord("people/d");
            picture(log, "b", 9, Split.TRAIN);
            picture(log, "later", 5, Split.TRAIN);
            log.publishRevision("other", 1, SHAPE, List.of("x"));

            Dataset read = new DatasetRecordsReader(connection, "reader-it", none)
                    .read(revision(log), new Canvas(SHAPE, false));
            assertThat(read.train().images()).isDeepEqualTo(new byte[][] {{2}});
            assertThat(read.test().images()).isDeepEqualTo(new byte[][] {{3}});
        }
    }

    private static void picture(TestLog log, String id, int level, Split split) {
        log.importPicture("people", id, new Pixels(1, 1, 1, new byte[] {(byte) level}), 0, split);
    }

    private static DatasetRevision revision(TestLog log) {
        DatasetUpdate update = log.readAll(Topics.DATASET_UPDATES).stream()
                .filter(any -> any.getDatasetId().equals("people"))
                .findFirst()
                .orElseThrow();
        return new DatasetRevision("people", 1, update.getEndOffsets(), update.getAttributeNames(), SHAPE);
    }
}
