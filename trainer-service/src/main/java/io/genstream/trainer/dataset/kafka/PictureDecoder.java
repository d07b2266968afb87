package io.genstream.trainer.dataset.kafka;

import io.genstream.model.card.LabelKind;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.PixelException;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.Split;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.cache.CacheWriter.TrainingPicture;
import java.nio.ByteBuffer;
import java.util.List;

/** Turns a record into a picture of the shape and with the labels that its revision promises. Stateless. */
final class PictureDecoder {
    private PictureDecoder() {}

    /** @throws PixelException if the picture or its labels are not what the revision says */
    static TrainingPicture decode(DatasetRecord record, DatasetRevision revision) {
        ByteBuffer image = record.getImage().duplicate();
        byte[] bytes = new byte[image.remaining()];
        image.get(bytes);
        Encoding encoding = Encoding.valueOf(record.getEncoding().name());
        Pixels pixels = ImageCodec.decode(encoding, bytes, revision.height(), revision.width(), revision.channels());
        return new TrainingPicture(record.getSplit() == Split.TRAIN, pixels.raw(), labels(record, revision));
    }

    private static float[] labels(DatasetRecord record, DatasetRevision revision) {
        List<Float> row = record.getLabels();
        int names = revision.attributeNames().size();
        boolean fits =
                switch (revision.labelKind()) {
                    case NONE -> true;
                    case CLASS -> row.size() == 1 && row.get(0) % 1 == 0 && row.get(0) >= 0 && row.get(0) < names;
                    case ATTRIBUTES -> row.size() == names && row.stream().allMatch(Float::isFinite);
                };
        if (!fits) {
            throw new PixelException("label row " + row + " does not fit " + revision.labelKind() + " with " + names
                    + " names of data set " + revision.datasetId());
        }
        float[] labels = new float[revision.labelKind() == LabelKind.NONE ? 0 : row.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = row.get(i);
        }
        return labels;
    }
}
