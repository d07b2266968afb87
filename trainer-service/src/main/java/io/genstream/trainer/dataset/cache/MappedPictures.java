package io.genstream.trainer.dataset.cache;

import io.genstream.trainer.pictures.PictureStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Pictures of a finished file, mapped into memory: the operating system holds what is in use. Slots of pixels and label row,
 * then the slot of each picture in the order of record ids. Thread-safe; outlives the deletion of its file.
 */
final class MappedPictures implements PictureStore {
    private static final int CHUNK_BYTES = 1 << 30;

    private final int[] slots;
    private final int pictureBytes;
    private final int labels;
    private final int stride;
    private final int slotsInChunk;
    private final ByteBuffer[] chunks;

    private MappedPictures(CacheNote note, FileChannel channel) throws IOException {
        this.pictureBytes = note.pictureBytes();
        this.labels = note.labels();
        this.stride = stride(note.pictureBytes(), note.labels());
        this.slotsInChunk = CHUNK_BYTES / stride;
        int count = note.count();
        this.chunks = new ByteBuffer[(count + slotsInChunk - 1) / slotsInChunk];
        for (int i = 0; i < chunks.length; i++) {
            long first = (long) i * slotsInChunk;
            chunks[i] = channel.map(
                    FileChannel.MapMode.READ_ONLY, first * stride, Math.min(slotsInChunk, count - first) * stride);
        }
        this.slots = new int[count];
        channel.map(FileChannel.MapMode.READ_ONLY, (long) count * stride, (long) count * Integer.BYTES)
                .asIntBuffer()
                .get(slots);
    }

    static MappedPictures open(Path directory, CacheNote note) throws IOException {
        try (FileChannel channel = FileChannel.open(note.pictures(directory), StandardOpenOption.READ)) {
            return new MappedPictures(note, channel);
        }
    }

    static int stride(int pictureBytes, int labels) {
        return pictureBytes + labels * Float.BYTES;
    }

    @Override
    public int size() {
        return slots.length;
    }

    @Override
    public void copy(int picture, byte[] target) {
        int slot = slots[picture];
        chunks[slot / slotsInChunk].get(slot % slotsInChunk * stride, target, 0, pictureBytes);
    }

    @Override
    public float[] labels(int picture) {
        int slot = slots[picture];
        float[] row = new float[labels];
        for (int i = 0; i < labels; i++) {
            row[i] =
                    chunks[slot / slotsInChunk].getFloat(slot % slotsInChunk * stride + pictureBytes + i * Float.BYTES);
        }
        return row;
    }
}
