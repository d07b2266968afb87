package io.genstream.trainer.dataset.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which record of the log each cached picture is of: the end of a file of cached pictures, sorted by the hash of the record's
 * key, since the key itself may be somebody's name. Immutable.
 */
public final class CachedRecords {
    /** Hash of its key, offset, partition, slot of its picture. */
    static final int BYTES = Long.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private static final int OFFSET = Long.BYTES;
    private static final int PARTITION = OFFSET + Long.BYTES;
    private static final int SLOT = PARTITION + Integer.BYTES;

    private final ByteBuffer records;

    /** Where a record lies in the log. */
    public record Place(int partition, long offset) {}

    /** One of them while they are written. */
    record CachedRecord(long hash, Place place, int slot) {}

    private CachedRecords(ByteBuffer records) {
        this.records = records;
    }

    static CachedRecords open(Path directory, CacheNote note) throws IOException {
        try (FileChannel channel = FileChannel.open(note.pictures(directory), StandardOpenOption.READ)) {
            ByteBuffer records = ByteBuffer.allocate(Math.multiplyExact(note.count(), BYTES));
            long at = channel.size() - records.capacity();
            for (int read = 0; records.hasRemaining() && read >= 0; ) {
                read = channel.read(records, at + records.position());
            }
            return new CachedRecords(records.flip());
        }
    }

    static ByteBuffer bytes(List<CachedRecord> all) {
        List<CachedRecord> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingLong(CachedRecord::hash));
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(all.size(), BYTES));
        for (CachedRecord each : sorted) {
            bytes.putLong(each.hash())
                    .putLong(each.place().offset())
                    .putInt(each.place().partition())
                    .putInt(each.slot());
        }
        return bytes.flip();
    }

    static long hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public int size() {
        return records.limit() / BYTES;
    }

    /** Position of a key's record among these; negative where there is none. */
    public int find(String key) {
        long hash = hash(key);
        int from = 0;
        int to = size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Long.compare(records.getLong(middle * BYTES), hash);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }

    public Place place(int position) {
        return new Place(records.getInt(position * BYTES + PARTITION), records.getLong(position * BYTES + OFFSET));
    }

    int slot(int position) {
        return records.getInt(position * BYTES + SLOT);
    }
}
