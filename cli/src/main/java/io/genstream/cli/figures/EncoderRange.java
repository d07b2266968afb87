package io.genstream.cli.figures;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.util.List;

/** Between which values an encoder reads black and white. */
record EncoderRange(double black, double white) {
    /** What the card says; both that are in use where a checkpoint is older than that. */
    static List<EncoderRange> of(JsonNode card) {
        JsonNode input = card.path("encoderInput");
        return input.isObject()
                ? List.of(new EncoderRange(
                        input.path("low").asDouble(), input.path("high").asDouble()))
                : List.of(new EncoderRange(0, 1), new EncoderRange(-1, 1));
    }

    /** Channels first. */
    float[] values(BufferedImage picture) {
        float[] values = Picture.channelsFirst(picture);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (black + values[i] * (white - black));
        }
        return values;
    }
}
