package io.genstream.trainer.dataset.kafka;

import io.genstream.trainer.dataset.cache.CacheNote;
import io.genstream.trainer.dataset.cache.CachedRecords;
import io.genstream.trainer.dataset.cache.CachedRecords.Place;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds one file of cached pictures against the log: which of its records were deleted. First against what came since it was
 * verified; where the log lacks offsets of that, compaction may have taken a deletion with it, and the whole log is to tell
 * which records it still has. Used by one thread.
 */
final class CacheCheck {
    private final CacheNote note;
    private final Supplier<CachedRecords> opening;
    private CachedRecords records;
    private final BitSet deleted = new BitSet();
    private final Map<Integer, Long> seen = new HashMap<>();
    /** Null while not the whole log is read. */
    private BitSet there;

    /** @param opening which records they are; asked where it matters, once */
    CacheCheck(CacheNote note, Supplier<CachedRecords> opening) {
        this.note = note;
        this.opening = opening;
    }

    CacheNote note() {
        return note;
    }

    CachedRecords records() {
        if (records == null) {
            records = opening.get();
        }
        return records;
    }

    /** From now on it is told of all records of the log. */
    CacheCheck wholeLog() {
        there = new BitSet();
        return this;
    }

    void see(ConsumerRecord<String, byte[]> record) {
        boolean whole = there != null;
        if (!whole && record.offset() < note.verified(record.partition())) {
            return;
        }
        seen.merge(record.partition(), 1L, Long::sum);
        boolean deletion = record.value() == null;
        boolean matters = deletion || whole;
        if (!matters || record.key() == null || !record.key().startsWith(note.datasetId() + "/")) {
            return;
        }
        int position = records().find(record.key());
        if (position < 0) {
            return;
        }
        Place place = records().place(position);
        if (deletion) {
            if (record.partition() != place.partition() || record.offset() > place.offset()) {
                deleted.set(position);
            }
        } else if (place.equals(new Place(record.partition(), record.offset()))) {
            there.set(position);
        }
    }

    /** Positions of cached records that were deleted, or that the whole log no longer has. */
    BitSet gone() {
        BitSet gone = (BitSet) deleted.clone();
        if (there != null) {
            BitSet missing = (BitSet) there.clone();
            missing.flip(0, records().size());
            gone.or(missing);
        }
        return gone;
    }

    /** Whether offsets were missing between where it was verified and these ends. */
    boolean isUnsure(List<Long> ends) {
        return there == null
                && IntStream.range(0, ends.size())
                        .anyMatch(i -> seen.getOrDefault(i, 0L) < ends.get(i) - note.verified(i));
    }
}
