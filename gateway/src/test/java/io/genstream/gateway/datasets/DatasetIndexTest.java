package io.genstream.gateway.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of one key on two partitions, as a client leaves them that hashes keys otherwise than Java's. */
class DatasetIndexTest {
    private static final PictureShape SHAPE = new PictureShape(1, 1, 1);

    private final DatasetIndex index = new DatasetIndex();

    @Test
    void aLaterDeletionOnAnotherPartitionDeletesInWhateverOrderTheyAreRead() {
        put(0, 10, "a");
        delete(1, 20, "a");
        delete(1, 40, "b");
        put(0, 30, "b");

        assertThat(ids()).isEmpty();
        assertThat(index.deletedElsewhere()).containsExactly("a", "b");
        assertThat(index.partitionsOf("a")).containsExactly(0);
    }

    @Test
    void itIsRepeatedOnce() {
        put(0, 10, "a");
        delete(1, 20, "a");
        delete(0, 30, "a");

        assertThat(index.deletedElsewhere()).isEmpty();
        assertThat(index.partitionsOf("a")).isEmpty();
    }

    @Test
    void anEarlierDeletionOnAnotherPartitionDeletesNothing() {
        put(0, 10, "a");
        delete(1, 9, "a");
        delete(1, 11, "b");
        put(0, 12, "b");

        assertThat(ids()).containsExactly("a", "b");
        assertThat(index.deletedElsewhere()).isEmpty();
    }

    @Test
    void withinAPartitionTheOrderCountsWhateverTheClocksSay() {
        put(0, 10, "a");
        delete(0, 5, "a");
        put(0, 4, "b");
        delete(0, 9, "b");
        put(0, 3, "b");

        assertThat(ids()).containsExactly("b");
    }

    @Test
    void ofTwoPicturesTheLaterCountsAndBothAreKnown() {
        put(1, 20, "a");
        put(0, 10, "a");

        assertThat(ids()).containsExactly("a");
        assertThat(index.partitionsOf("a")).containsExactly(0, 1);
        delete(1, 30, "a");
        assertThat(index.deletedElsewhere()).containsExactly("a");
    }

    @Test
    void whatIsReadLaterIsNewsWhateverItsClockSays() {
        put(0, 10, "a");
        delete(1, 20, "a");
        delete(0, 21, "a");
        index.readTo(List.of(2L, 1L));
        put(1, 5, "a");

        assertThat(ids()).containsExactly("a");
    }

    @Test
    void takesWhatWasAcknowledgedWhereReadingWouldGoOn() {
        index.readTo(List.of(5L, 7L));
        acknowledge(0, 5, "a");
        acknowledge(1, 7, "b");
        acknowledge(0, 6, "c");

        index.takeAcknowledged(10);

        assertThat(ids()).containsExactly("a", "b", "c");
        assertThat(index.endOffsets()).containsExactly(7L, 8L);
    }

    @Test
    void leavesToBeReadWhatFollowsSomethingThatWasNot() {
        index.readTo(List.of(5L));
        acknowledge(0, 4, "was read");
        acknowledge(0, 5, "a");
        acknowledge(0, 7, "b");
        acknowledge(1, 0, "on a new partition");

        index.takeAcknowledged(10);

        assertThat(ids()).containsExactly("a");
        assertThat(index.endOffsets()).containsExactly(6L);
    }

    @Test
    void takesNoMoreThanItMayHave() {
        index.readTo(List.of(0L));
        acknowledge(0, 0, "a");
        acknowledge(0, 1, "b");

        index.takeAcknowledged(1);

        assertThat(index.endOffsets()).containsExactly(1L);
    }

    @Test
    void countsWhatLiesBelowARevisionsEnds() {
        put(0, 10, "a");
        put(1, 10, "b");
        put(1, 11, "c");

        assertThat(index.counts(List.of(100L, 11L))).isEqualTo(Map.of(DatasetSplit.TRAIN, 2L));
        assertThat(index.counts(List.of(100L))).isEqualTo(Map.of(DatasetSplit.TRAIN, 1L));
    }

    private List<String> ids() {
        return index.find(any -> true, 10);
    }

    private void put(int partition, long at, String recordId) {
        index.see(new RecordPlace(partition, at, at), recordId, summary(at));
    }

    private void acknowledge(int partition, long at, String recordId) {
        index.acknowledge(new RecordPlace(partition, at, at), recordId, summary(at));
    }

    private static RecordSummary summary(long digest) {
        return new RecordSummary(digest, 1, SHAPE, DatasetSplit.TRAIN, 0, 0, Float.NaN, "", "");
    }

    private void delete(int partition, long at, String recordId) {
        index.see(new RecordPlace(partition, at, at), recordId, null);
    }
}
