package io.genstream.trainer.dataset;

import io.genstream.trainer.recipe.TrainingData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds a revision in heap, which must have room for it. Used by one thread. */
public final class MemorySink implements PictureSink {
    private final DatasetRevision revision;
    private final long maxBytes;
    private final Map<String, TrainingPicture> pictures = new TreeMap<>();
    private long bytes;

    public MemorySink(DatasetRevision revision, long maxBytes) {
        this.revision = revision;
        this.maxBytes = maxBytes;
    }

    @Override
    public void put(String key, TrainingPicture picture) {
        replace(picture.raw().length, pictures.put(key, picture));
    }

    @Override
    public void remove(String key) {
        replace(0, pictures.remove(key));
    }

    private void replace(long now, TrainingPicture before) {
        bytes += now - (before == null ? 0 : before.raw().length);
        if (bytes > maxBytes) {
            throw new DatasetException(
                    "data set " + revision.datasetId() + " takes more than " + (maxBytes >> 20)
                            + " MiB: raise dataset.max.mib, and the heap with it",
                    false);
        }
    }

    public TrainingData trainingData() {
        List<TrainingPicture> train =
                pictures.values().stream().filter(TrainingPicture::train).toList();
        return new TrainingData(
                revision.datasetId(),
                revision.revision(),
                revision.height(),
                revision.width(),
                revision.channels(),
                revision.labelKind(),
                revision.attributeNames(),
                revision.licence(),
                train.stream().map(TrainingPicture::raw).toArray(byte[][]::new),
                train.stream().map(TrainingPicture::labels).toArray(float[][]::new));
    }
}
