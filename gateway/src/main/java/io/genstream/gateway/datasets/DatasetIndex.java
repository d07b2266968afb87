package io.genstream.gateway.datasets;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Predicate;

/**
 * The records of one data set as the log has them, up to {@link #endOffsets}. Fed by the log alone, never by what was merely
 * sent. Of a key that lies on several partitions, since a client hashes keys otherwise than Java's, the later record counts:
 * within a partition by offset, across them by time. Thread-safe; who needs several answers about one state holds the index's
 * monitor meanwhile.
 */
public final class DatasetIndex {
    private static final int MAX_ACKNOWLEDGED = 8_192;

    private final NavigableMap<String, Entry> records = new TreeMap<>();
    /** Ids with a value that no longer counts on a partition where nothing follows it. */
    private final Map<String, Set<Integer>> leftovers = new HashMap<>();
    /** Since the last {@link #readTo}: what was deleted before its record was read. */
    private final Map<String, RecordPlace> deletions = new HashMap<>();

    private final Map<String, String> subjects = new HashMap<>();
    private final Map<PictureShape, PictureShape> shapes = new HashMap<>();
    private final Map<Integer, Long> lastChange = new HashMap<>();
    private List<Long> endOffsets = List.of();
    /** Not taken yet, in the order of each partition. */
    private final Queue<Acknowledged> acknowledged = new ArrayBlockingQueue<>(MAX_ACKNOWLEDGED);

    private record Acknowledged(RecordPlace place, String recordId, RecordSummary summary) {}

    private record Entry(RecordSummary summary, RecordPlace place) {}

    /** Takes one record of this data set, in the order of its partition; a null summary deletes. */
    public synchronized void see(RecordPlace place, String recordId, RecordSummary summary) {
        lastChange.put(place.partition(), place.offset());
        leftovers.computeIfPresent(recordId, (id, where) -> without(where, place.partition()));
        if (summary == null) {
            delete(place, recordId);
        } else {
            put(place, recordId, summary);
        }
    }

    private void delete(RecordPlace place, String recordId) {
        deletions.merge(recordId, place, (a, b) -> a.timestamp() > b.timestamp() ? a : b);
        Entry entry = records.get(recordId);
        if (entry != null && entry.place().partition() == place.partition()) {
            records.remove(recordId);
        } else if (entry != null && entry.place().timestamp() <= place.timestamp()) {
            records.remove(recordId);
            leave(recordId, entry.place());
        }
    }

    private void put(RecordPlace place, String recordId, RecordSummary summary) {
        RecordPlace deletion = deletions.get(recordId);
        Entry entry = records.get(recordId);
        if (deletion != null && deletion.partition() != place.partition() && deletion.timestamp() >= place.timestamp()
                || isElsewhere(entry, place) && entry.place().timestamp() > place.timestamp()) {
            leave(recordId, place);
            return;
        }
        if (isElsewhere(entry, place)) {
            leave(recordId, entry.place());
        }
        PictureShape shape = shapes.computeIfAbsent(summary.shape(), same -> same); // one object for all
        RecordSummary shared = summary.sharing(shape, subjects.computeIfAbsent(summary.subject(), same -> same));
        records.put(recordId, new Entry(shared, place));
    }

    private static boolean isElsewhere(Entry entry, RecordPlace place) {
        return entry != null && entry.place().partition() != place.partition();
    }

    private void leave(String recordId, RecordPlace place) {
        leftovers.computeIfAbsent(recordId, id -> new TreeSet<>()).add(place.partition());
    }

    private static Set<Integer> without(Set<Integer> partitions, int partition) {
        partitions.remove(partition);
        return partitions.isEmpty() ? null : partitions;
    }

    /** Partitions on which a value of this id lies, and nothing behind it. */
    public synchronized Set<Integer> partitionsOf(String recordId) {
        Set<Integer> partitions = new TreeSet<>(leftovers.getOrDefault(recordId, Set.of()));
        Entry entry = records.get(recordId);
        if (entry != null) {
            partitions.add(entry.place().partition());
        }
        return partitions;
    }

    /** Ids that were deleted on another partition than where their value lies. */
    public synchronized List<String> deletedElsewhere() {
        return leftovers.keySet().stream()
                .filter(id -> !records.containsKey(id))
                .sorted()
                .toList();
    }

    /** Remembers that the log has a record, until it is taken. Never waits: of what is too much nothing is kept, it is read then. */
    public void acknowledge(RecordPlace place, String recordId, RecordSummary summary) {
        boolean unused = acknowledged.offer(new Acknowledged(place, recordId, summary));
    }

    /**
     * Takes what the log acknowledged at the very offset where reading would go on: that needs not be read. Anything between
     * (another gateway's record, a tick) has to be, and what follows with it.
     *
     * @param maxRecords that this index may have
     */
    public synchronized void takeAcknowledged(int maxRecords) {
        List<Long> ends = new ArrayList<>(endOffsets);
        for (Acknowledged next = acknowledged.poll(); next != null; next = acknowledged.poll()) {
            int partition = next.place().partition();
            long offset = next.place().offset();
            if (partition < ends.size() && offset == ends.get(partition) && records.size() < maxRecords) {
                see(next.place(), next.recordId(), next.summary());
                ends.set(partition, offset + 1);
            }
        }
        endOffsets = List.copyOf(ends);
    }

    /** Notes how far the log was read: exclusive offsets by partition. */
    public synchronized void readTo(List<Long> offsets) {
        endOffsets = List.copyOf(offsets);
        deletions.clear();
    }

    public synchronized List<Long> endOffsets() {
        return endOffsets;
    }

    public synchronized int size() {
        return records.size();
    }

    public synchronized Optional<RecordSummary> get(String recordId) {
        return Optional.ofNullable(records.get(recordId)).map(Entry::summary);
    }

    /** The shape of the pictures, which is that of any of them; empty where there are none. */
    public synchronized Optional<PictureShape> shape() {
        return records.values().stream().findAny().map(entry -> entry.summary().shape());
    }

    public synchronized Map<DatasetSplit, Long> counts() {
        return counts(endOffsets);
    }

    /** Of the records below these offsets. */
    public synchronized Map<DatasetSplit, Long> counts(List<Long> ends) {
        Map<DatasetSplit, Long> counts = new EnumMap<>(DatasetSplit.class);
        for (Entry entry : records.values()) {
            RecordPlace place = entry.place();
            if (place.partition() < ends.size() && place.offset() < ends.get(place.partition())) {
                counts.merge(entry.summary().split(), 1L, Long::sum);
            }
        }
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
        for (Map.Entry<String, Entry> entry : records.tailMap(after, false).entrySet()) {
            if (found.size() >= limit) {
                break;
            }
            if (test.test(entry.getValue().summary())) {
                found.add(entry.getKey());
            }
        }
        return found;
    }
}
