package io.genstream.trainer.export;

import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.TensorType;
import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/** Values between which a network paints black and white, and the way from there to bytes. */
public enum PixelRange {
    /** -1 to 1. */
    SIGNED(127.5, 127.5),
    /** 0 to 1. */
    UNIT(255, 0);

    private final double gain;
    private final double offset;

    PixelRange(double gain, double offset) {
        this.gain = gain;
        this.offset = offset;
    }

    /** A float picture in this range, as networks read it, under the name that {@link NetworkExport} gives it. */
    public ModelInput input(int channels, int side) {
        double black = (0 - offset) / gain;
        return ModelInput.image(
                NetworkExport.IMAGE,
                TensorType.FLOAT32,
                ImageLayout.NCHW,
                List.of(channels, side, side),
                black,
                black + 255 / gain);
    }

    /** Pictures from -1 to 1, turned into this range in place: each on the very value of its nearest level of 255. */
    public float[] of(float[] signed) {
        if (this == UNIT) {
            for (int i = 0; i < signed.length; i++) {
                signed[i] = Math.round(127.5f * (signed[i] + 1)) / 255f;
            }
        }
        return signed;
    }

    /** Ties go to the even level, here as in ONNX. */
    public int toByte(float value) {
        float level = (float) gain * value + (float) offset;
        return (int) Math.max(0, Math.min(255, Math.rint(level)));
    }

    /** Appends the conversion from float NCHW to uint8 NHWC, so that bytes leave ONNX Runtime ready to ship. */
    String toBytes(OnnxGraph graph, String value) {
        String scaled = graph.node("Mul", List.of(value, graph.scalar((float) gain)));
        String level = graph.node("Add", List.of(scaled, graph.scalar((float) offset)));
        String rounded = graph.node("Round", List.of(level));
        String clipped = graph.node("Clip", List.of(rounded, graph.scalar(0), graph.scalar(255)));
        String bytes =
                graph.node("Cast", List.of(clipped), OnnxAttribute.integer("to", OnnxGraph.Element.UINT8.code()));
        return graph.node("Transpose", List.of(bytes), OnnxAttribute.integers("perm", 0, 2, 3, 1));
    }
}
