package io.genstream.gateway.datasets;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The records of one data set as the log has them, up to {@link #endOffsets}. Fed by the log alone, never by what was merely
 * sent. Thread-safe; who needs several answers about one state holds the index's monitor meanwhile.
 */
public final class DatasetIndex {
    private final NavigableMap<String, RecordSummary> records = new TreeMap<>();
    private final Map<String, String> subjects = new HashMap<>();
    private final Map<PictureShape, PictureShape> shapes = new HashMap<>();
    private final Map<Integer, Long> lastChange = new HashMap<>();
    private List<Long> endOffsets = List.of();

    /** Takes one record of this data set, in the order of its partition; a null summary deletes. */
    public synchronized void see(int partition, long offset, String recordId, RecordSummary summary) {
        lastChange.put(partition, offset);
        if (summary == null) {
            records.remove(recordId);
            return;
        }
        PictureShape shape = shapes.computeIfAbsent(summary.shape(), same -> same); // one object for all
        records.put(recordId, summary.sharing(shape, subjects.computeIfAbsent(summary.subject(), same -> same)));
    }

    /** Notes how far the log was read: exclusive offsets by partition. */
    public synchronized void readTo(List<Long> offsets) {
        endOffsets = List.copyOf(offsets);
    }

    public synchronized List<Long> endOffsets() {
        return endOffsets;
    }

    public synchronized int size() {
        return records.size();
    }

    public synchronized Optional<RecordSummary> get(String recordId) {
        return Optional.ofNullable(records.get(recordId));
    }

    /** The shape of the pictures, which is that of any of them; empty where there are none. */
    public synchronized Optional<PictureShape> shape() {
        return records.values().stream().findAny().map(RecordSummary::shape);
    }

    public synchronized Map<DatasetSplit, Long> counts() {
        Map<DatasetSplit, Long> counts = new EnumMap<>(DatasetSplit.class);
        records.values().forEach(entry -> counts.merge(entry.split(), 1L, Long::sum));
        return counts;
    }

    /** Whether a record or a deletion of this data set lies at or beyond these offsets. */
    public synchronized boolean changedSince(List<Long> offsets) {
        return lastChange.entrySet().stream()
                .anyMatch(change ->
                        change.getKey() >= offsets.size() || change.getValue() >= offsets.get(change.getKey()));
    }

    /** Ids of records that {@code test} holds for, so many at most, in their order. */
    public synchronized List<String> find(Predicate<RecordSummary> test, int limit) {
        return find(test, "", limit);
    }

    /** As the other, of the ids behind {@code after}. */
    public synchronized List<String> find(Predicate<RecordSummary> test, String after, int limit) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, RecordSummary> entry :
                records.tailMap(after, false).entrySet()) {
            if (found.size() >= limit) {
                break;
            }
            if (test.test(entry.getValue())) {
                found.add(entry.getKey());
            }
        }
        return found;
    }
}
