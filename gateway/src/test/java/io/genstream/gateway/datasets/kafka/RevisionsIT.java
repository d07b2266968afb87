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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two gateways that announce one data set at once. */
class RevisionsIT {
    private final String datasetId = "set-" + UUID.randomUUID();
    private final DatasetLog one = new DatasetLog(KafkaConnection.single(TestBroker.bootstrap()), "one", 1_000);
    private final DatasetLog two = new DatasetLog(KafkaConnection.single(TestBroker.bootstrap()), "two", 1_000);
    private final Revisions ofOne = new Revisions(one, Clock.systemUTC());
    private final Revisions ofTwo = new Revisions(two, Clock.systemUTC());

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void theOneThatIsOvertakenCountsOnFromTheOther() {
        store("a");
        List<Long> before = new ArrayList<>();
        List<Long> other = new ArrayList<>();

        DatasetRevision overtaken = ofOne.announce(datasetId, (latest, shape) -> {
            before.add(revision(latest));
            if (other.isEmpty()) { // the latest revision is read, the next one not yet announced
                other.add(ofTwo.announce(datasetId, (any, its) -> description()).revision());
                store("b");
            }
            return description();
        });

        assertThat(other).containsExactly(1L);
        assertThat(before).containsExactly(0L, 1L);
        assertThat(overtaken.revision()).isEqualTo(2);
        assertThat(one.latest(datasetId)).contains(overtaken);
        assertThat(two.latest(datasetId)).contains(overtaken);
    }

    @Test
    void theOneThatIsOvertakenHasNothingNewLeft() {
        store("a");

        assertThatThrownBy(() -> ofOne.announce(datasetId, (latest, shape) -> {
                    if (latest.isEmpty()) {
                        ofTwo.announce(datasetId, (any, its) -> description());
                    }
                    return description();
                }))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("nothing beyond revision 1");
        assertThat(revision(one.latest(datasetId))).isEqualTo(1);
    }

    private void store(String recordId) {
        DatasetAppender appender = two.appender(datasetId);
        assertThat(appender.append(DatasetImage.raw(recordId, new byte[1], 1, 1, 1, List.of(), DatasetSplit.TRAIN)))
                .isEqualTo(DatasetAppender.Outcome.NEW);
        appender.awaitWritten();
    }

    private DatasetDescription description() {
        return new DatasetDescription(datasetId, LabelMeaning.NONE, List.of(), 1, 1, 1, "");
    }

    private static long revision(Optional<DatasetRevision> latest) {
        return latest.map(DatasetRevision::revision).orElse(0L);
    }
}
