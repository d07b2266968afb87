package io.genstream.model.generator;

import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorType;
import java.nio.ByteBuffer;

/**
 * Turns one sample of an image output into RAW bytes: any layout, range and type. Values beyond the range are clamped,
 * halves round up; NaN is an error, since a broken model should not look like a black picture. Immutable.
 */
final class OutputPixels {
    private final ModelOutput output;
    private final int pixels;
    private final int channels;
    private final double scale;

    OutputPixels(ModelCard card) {
        this.output = card.image();
        this.pixels = card.height() * card.width();
        this.channels = card.channels();
        this.scale = 255 / (output.high() - output.low());
    }

    byte[] read(int picture, ByteBuffer source) {
        byte[] raw = new byte[pixels * channels];
        boolean channelsLast = output.layout() == ImageLayout.NHWC || channels == 1;
        if (channelsLast && output.type() == TensorType.UINT8 && output.low() == 0 && output.high() == 255) {
            source.get(raw);
            return raw;
        }
        for (int i = 0; i < raw.length; i++) {
            int from = channelsLast ? i : (i % channels) * pixels + i / channels;
            double value = value(source, from);
            if (Double.isNaN(value)) {
                throw new BrokenPictureException(picture, output.name());
            }
            raw[i] = grey(value);
        }
        return raw;
    }

    private double value(ByteBuffer source, int index) {
        return output.type() == TensorType.UINT8 ? source.get(index) & 0xFF : source.getFloat(index * Float.BYTES);
    }

    private byte grey(double value) {
        double level = (value - output.low()) * scale;
        return (byte) (int) (Math.max(0, Math.min(255, level)) + 0.5);
    }
}
