package io.genstream.model.extractor;

import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.TensorType;
import java.nio.ByteBuffer;

/** Turns RAW bytes into one sample of an image input: any layout, range and type. Immutable. */
final class InputPixels {
    private static final int LEVELS = 256;

    private final ModelInput input;
    private final int pixels;
    private final int channels;
    private final float[] floatOf = new float[LEVELS];

    InputPixels(ModelCard card) {
        this.input = card.imageInput();
        this.pixels = card.height() * card.width();
        this.channels = card.channels();
        for (int level = 0; level < LEVELS; level++) {
            floatOf[level] = (float) (input.low() + (input.high() - input.low()) * level / (LEVELS - 1));
        }
    }

    void write(byte[] raw, ByteBuffer target) {
        boolean channelsLast = input.layout() == ImageLayout.NHWC || channels == 1;
        for (int i = 0; i < raw.length; i++) {
            int to = channelsLast ? i : (i % channels) * pixels + i / channels;
            float value = floatOf[raw[i] & 0xFF];
            if (input.type() == TensorType.UINT8) {
                target.put(to, (byte) Math.max(0, Math.min(LEVELS - 1, Math.round(value))));
            } else {
                target.putFloat(to * Float.BYTES, value);
            }
        }
    }
}
