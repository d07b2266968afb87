package io.genstream.trainer.dataset.cache;

import io.genstream.model.card.LabelKind;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes the training pictures of a revision to a file while they are read; in heap are their ids alone. What is deleted
 * while reading gives its slot to the last picture, so that none of it stays in the file. Used by one thread.
 */
public final class CacheWriter implements AutoCloseable {
    /** One decoded picture of a data set, height x width x channels, with its label row. */
    public record TrainingPicture(boolean train, byte[] raw, float[] labels) {}

    private static final int RESERVE_EVERY = 1_024;

    private final PictureCache cache;
    private final DatasetRevision revision;
    private final PictureForm form;
    private final Path file;
    private final FileChannel channel;
    private final int labels;
    private final int stride;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Long> digests = new ArrayList<>();
    private final List<CachedRecords.Place> places = new ArrayList<>();

    CacheWriter(PictureCache cache, DatasetRevision revision, PictureForm form, Path file) {
        this.cache = cache;
        this.revision = revision;
        this.form = form;
        this.file = file;
        this.labels = revision.labelKind() == LabelKind.CLASS
                ? 1
                : revision.attributeNames().size();
        this.stride = MappedPictures.stride(revision.channels() * form.side() * form.side(), labels);
        try {
            this.channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Records come in the order of the log: the last of a key counts. */
    public void put(String key, CachedRecords.Place place, TrainingPicture picture) {
        if (!picture.train()) {
            remove(key);
            return;
        }
        Integer slot = slots.get(key);
        if (slot == null) {
            slot = keys.size();
            if (slot % RESERVE_EVERY == 0) {
                cache.reserve((long) (slot + RESERVE_EVERY) * (stride + Integer.BYTES + CachedRecords.BYTES));
            }
            slots.put(key, slot);
            keys.add(key);
            digests.add(0L);
            places.add(place);
        }
        places.set(slot, place);
        byte[] planes =
                form.planes(new Pixels(revision.height(), revision.width(), revision.channels(), picture.raw()));
        ByteBuffer bytes = ByteBuffer.allocate(stride).put(planes);
        for (float label : picture.labels()) {
            bytes.putFloat(label);
        }
        digests.set(slot, ByteBuffer.wrap(sha256().digest(bytes.array())).getLong());
        write(bytes.rewind(), slot);
    }

    public void remove(String key) {
        Integer slot = slots.remove(key);
        if (slot == null) {
            return;
        }
        int last = keys.size() - 1;
        String moved = keys.remove(last);
        long digest = digests.remove(last);
        CachedRecords.Place place = places.remove(last);
        if (slot != last) {
            ByteBuffer bytes = ByteBuffer.allocate(stride);
            try {
                for (int read = 0; bytes.hasRemaining() && read >= 0; ) {
                    read = channel.read(bytes, (long) last * stride + bytes.position());
                }
            } catch (IOException e) {
                throw failure(e);
            }
            write(bytes.rewind(), slot);
            keys.set(slot, moved);
            digests.set(slot, digest);
            places.set(slot, place);
            slots.put(moved, slot);
        }
    }

    private void write(ByteBuffer bytes, int slot) {
        try {
            long unused = append(bytes, (long) slot * stride);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Everything was read.
     *
     * @param verified end offsets of the log, up to which deletions were seen
     */
    public PictureStore finish(List<Long> verified) {
        List<String> sorted = new ArrayList<>(keys);
        Collections.sort(sorted);
        MessageDigest hash = sha256();
        ByteBuffer order = ByteBuffer.allocate(sorted.size() * Integer.BYTES);
        for (String key : sorted) {
            int slot = slots.get(key);
            order.putInt(slot);
            hash.update(key.getBytes(StandardCharsets.UTF_8));
            hash.update(ByteBuffer.allocate(1 + Long.BYTES).putLong(1, digests.get(slot)));
        }
        CacheNote note = new CacheNote(
                revision.datasetId(),
                revision.revision(),
                revision.at(),
                revision.endOffsets(),
                form,
                revision.channels(),
                labels,
                sorted.size(),
                HexFormat.of().formatHex(hash.digest(), 0, 8),
                verified);
        try {
            long end = (long) sorted.size() * stride;
            channel.truncate(end);
            end = append(order.rewind(), end);
            long unused = append(CachedRecords.bytes(records()), end);
            channel.close();
            return cache.add(file, note);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private List<CachedRecords.CachedRecord> records() {
        List<CachedRecords.CachedRecord> records = new ArrayList<>();
        for (int slot = 0; slot < keys.size(); slot++) {
            records.add(new CachedRecords.CachedRecord(CachedRecords.hash(keys.get(slot)), places.get(slot), slot));
        }
        return records;
    }

    /** Returns where it ends. */
    private long append(ByteBuffer bytes, long at) throws IOException {
        long end = at;
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        return end;
    }

    private DatasetException failure(IOException e) {
        return new DatasetException(
                "the pictures of data set " + revision.datasetId() + " cannot be written to " + file + ": " + e
                        + " (dataset.cache.dir)",
                true,
                e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Leaves nothing behind where it was not finished. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
