package io.genstream.model.card;

import java.util.List;

/**
 * One output tensor of an ONNX file. Immutable; checked on construction, see {@link CardException}.
 *
 * @param name name in the ONNX graph
 * @param role IMAGE, FEATURES, LOGITS or POSTERIOR
 * @param type element type: IMAGE float32 or uint8, anything else float32
 * @param shape axes without the batch axis
 * @param layout of an IMAGE, else null
 * @param low value of a black pixel
 * @param high value of a white pixel
 */
public record ModelOutput(
        String name,
        TensorRole role,
        TensorType type,
        List<Integer> shape,
        ImageLayout layout,
        double low,
        double high) {

    public ModelOutput {
        String tensor = Shapes.checkedName("output", name);
        if (role == null || type == null) {
            throw new CardException(tensor + ": role or type is missing");
        }
        shape = Shapes.checked(tensor, shape);
        switch (role) {
            case IMAGE -> {
                if (type == TensorType.INT64) {
                    throw new CardException(tensor + ": an image is FLOAT32 or UINT8, not INT64");
                }
                if (layout == null) {
                    throw new CardException(tensor + ": an image needs a layout");
                }
                Shapes.checkRange(tensor, low, high);
            }
            case FEATURES, LOGITS, POSTERIOR -> {
                if (type != TensorType.FLOAT32) {
                    throw new CardException(tensor + ": " + role + " are FLOAT32, not " + type);
                }
            }
            default -> throw new CardException(tensor + ": " + role + " is not a role of an output");
        }
    }

    /** A picture; black is {@code low}, white is {@code high}. */
    public static ModelOutput image(
            String name, TensorType type, ImageLayout layout, List<Integer> shape, double low, double high) {
        return new ModelOutput(name, TensorRole.IMAGE, type, shape, layout, low, high);
    }

    /** What our own exporter appends: uint8 height x width x channels, ready to ship. */
    public static ModelOutput rawImage(String name, int height, int width, int channels) {
        return image(name, TensorType.UINT8, ImageLayout.NHWC, List.of(height, width, channels), 0, 255);
    }

    /** A float32 vector (features, logits or posterior parameters). */
    public static ModelOutput vector(String name, TensorRole role, int size) {
        return new ModelOutput(name, role, TensorType.FLOAT32, List.of(size), null, 0, 1);
    }

    /** Elements of one sample. */
    public int elements() {
        return Shapes.elements(shape);
    }
}
