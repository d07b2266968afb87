package io.genstream.gateway.datasets;

import io.genstream.gateway.datasets.DatasetException.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One picture of a data set on its way into the log. The image array is handed over, not copied.
 *
 * @param recordId unique within the data set; the same id later replaces this picture
 * @param image bytes in {@code encoding}; RAW is uint8, height x width x channels
 * @param labels label row, in the order of {@link DatasetDescription#attributeNames}; a class is one value
 * @param subject whose picture it is, so that one person's pictures can be deleted
 * @param source where it lay in what was imported: a name for people, no part of what it is
 */
public record DatasetImage(
        String recordId,
        byte[] image,
        ImageEncoding encoding,
        int height,
        int width,
        int channels,
        List<Float> labels,
        Optional<String> subject,
        DatasetSplit split,
        Optional<String> source) {

    /** How {@link #image} is to be read. */
    public enum ImageEncoding {
        RAW,
        PNG,
        JPEG
    }

    public DatasetImage {
        DatasetNames.checkRecordId(recordId);
        source.ifPresent(DatasetNames::checkSource);
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new DatasetException(
                    Reason.BAD_PICTURE,
                    "Record " + recordId + ": a picture of " + height + "x" + width + "x" + channels
                            + " cannot be; channels are 1 or 3");
        }
        if (encoding == ImageEncoding.RAW && image.length != (long) height * width * channels) {
            throw new DatasetException(
                    Reason.BAD_PICTURE,
                    "Record " + recordId + ": a RAW picture of " + height + "x" + width + "x" + channels + " has "
                            + (long) height * width * channels + " bytes, not " + image.length);
        }
        labels = List.copyOf(labels);
    }

    public PictureShape shape() {
        return new PictureShape(height, width, channels);
    }

    /** A picture without a subject in the form that every service works with. */
    public static DatasetImage raw(
            String recordId,
            byte[] image,
            int height,
            int width,
            int channels,
            List<Float> labels,
            DatasetSplit split) {
        return new DatasetImage(
                recordId,
                image,
                ImageEncoding.RAW,
                height,
                width,
                channels,
                labels,
                Optional.empty(),
                split,
                Optional.empty());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatasetImage that
                && recordId.equals(that.recordId)
                && encoding == that.encoding
                && height == that.height
                && width == that.width
                && channels == that.channels
                && labels.equals(that.labels)
                && subject.equals(that.subject)
                && split == that.split
                && source.equals(that.source)
                && Arrays.equals(image, that.image);
    }

    @Override
    public int hashCode() {
        return 31 * recordId.hashCode() + Arrays.hashCode(image);
    }
}
