package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.PictureShape;
import io.genstream.model.pixels.Channels;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.PixelException;
import io.genstream.model.pixels.Pixels;
import java.util.Optional;

/** From a PNG, JPEG or the like to the raw record that every service works with; all pictures of a data set have one shape. One thread. */
final class PictureReader {
    /** A raw picture must fit into one record: four megapixels of colour are 12 MiB. */
    private static final long MAX_PIXELS = 1L << 22;

    private Optional<PictureShape> shape;
    private final Optional<Integer> channels;

    /**
     * @param shape of the data set's pictures; empty: the first picture's
     * @param channels that the first picture is given, where there is none yet; empty: its own
     */
    PictureReader(Optional<PictureShape> shape, Optional<Integer> channels) {
        this.shape = shape;
        this.channels = channels;
    }

    DatasetImage read(byte[] file, RecordFields fields) {
        Pixels pixels = decode(file);
        DatasetImage image = new DatasetImage(
                fields.recordId(),
                pixels.raw(),
                DatasetImage.ImageEncoding.RAW,
                pixels.height(),
                pixels.width(),
                pixels.channels(),
                fields.labels(),
                fields.subject(),
                fields.split(),
                fields.source());
        shape = Optional.of(image.shape());
        return image;
    }

    private Pixels decode(byte[] file) {
        Pixels pixels;
        try {
            pixels = ImageCodec.decode(file, MAX_PIXELS);
        } catch (PixelException e) {
            throw new DatasetException(Reason.BAD_PICTURE, e.getMessage(), e);
        }
        PictureShape own = new PictureShape(pixels.height(), pixels.width(), pixels.channels());
        PictureShape wanted =
                shape.orElse(new PictureShape(own.height(), own.width(), channels.orElse(own.channels())));
        if (own.height() != wanted.height() || own.width() != wanted.width()) {
            throw new DatasetException(
                    Reason.WRONG_SHAPE, "the picture is " + own + ", those of the data set are " + wanted);
        }
        try {
            return Channels.convert(pixels, wanted.channels());
        } catch (PixelException e) {
            throw new DatasetException(
                    Reason.WRONG_SHAPE, e.getMessage() + "; the pictures of the data set are " + wanted, e);
        }
    }
}
