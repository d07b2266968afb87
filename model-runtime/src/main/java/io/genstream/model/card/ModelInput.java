package io.genstream.model.card;

import java.util.List;

/**
 * One input tensor of an ONNX file. Immutable; checked on construction, see {@link CardException}.
 *
 * @param name name in the ONNX graph
 * @param role LATENT, CONDITION, IMAGE or FIXED
 * @param type element type: LATENT float32; CONDITION int64 (class index) or float32; IMAGE float32 or uint8
 * @param shape axes without the batch axis; may be empty where the tensor is {@code [N]}
 * @param distribution of a LATENT, else null
 * @param conditionKind of a CONDITION, else null
 * @param fixedValues of a FIXED input, row-major, one sample; else empty
 * @param layout of an IMAGE, else null
 * @param low value of a black pixel of an IMAGE; low end (included) of a UNIFORM latent
 * @param high value of a white pixel of an IMAGE; high end (excluded) of a UNIFORM latent
 */
public record ModelInput(
        String name,
        TensorRole role,
        TensorType type,
        List<Integer> shape,
        LatentDistribution distribution,
        ConditionKind conditionKind,
        List<Float> fixedValues,
        ImageLayout layout,
        double low,
        double high) {

    public ModelInput {
        String tensor = Shapes.checkedName("input", name);
        if (role == null || type == null) {
            throw new CardException(tensor + ": role or type is missing");
        }
        shape = Shapes.checked(tensor, shape);
        fixedValues = List.copyOf(fixedValues);
        switch (role) {
            case LATENT -> checkLatent(tensor, type, shape, distribution, low, high);
            case CONDITION -> checkCondition(tensor, type, shape, conditionKind);
            case IMAGE -> checkImage(tensor, type, layout, low, high);
            case FIXED -> checkFixed(tensor, shape, fixedValues);
            default -> throw new CardException(tensor + ": " + role + " is not a role of an input");
        }
    }

    /** A normally distributed latent, float32. */
    public static ModelInput normalLatent(String name, Integer... shape) {
        return new ModelInput(
                name,
                TensorRole.LATENT,
                TensorType.FLOAT32,
                List.of(shape),
                LatentDistribution.NORMAL,
                null,
                List.of(),
                null,
                0,
                1);
    }

    /** A latent uniform on [low, high), float32. */
    public static ModelInput uniformLatent(String name, double low, double high, Integer... shape) {
        return new ModelInput(
                name,
                TensorRole.LATENT,
                TensorType.FLOAT32,
                List.of(shape),
                LatentDistribution.UNIFORM,
                null,
                List.of(),
                null,
                low,
                high);
    }

    /** The class as int64; shape {@code []} for a tensor [N], {@code [1]} for [N,1]. */
    public static ModelInput classIndex(String name, Integer... shape) {
        return condition(name, TensorType.INT64, ConditionKind.CLASS_INDEX, List.of(shape));
    }

    /** The class as a float32 one-hot vector of {@code classes} values. */
    public static ModelInput oneHot(String name, int classes) {
        return condition(name, TensorType.FLOAT32, ConditionKind.ONE_HOT, List.of(classes));
    }

    /** The row itself, {@code count} float32 attributes. */
    public static ModelInput attributes(String name, int count) {
        return condition(name, TensorType.FLOAT32, ConditionKind.ATTRIBUTES, List.of(count));
    }

    /** A picture; black is {@code low}, white is {@code high}. */
    public static ModelInput image(
            String name, TensorType type, ImageLayout layout, List<Integer> shape, double low, double high) {
        return new ModelInput(name, TensorRole.IMAGE, type, shape, null, null, List.of(), layout, low, high);
    }

    /** Always the same values, repeated for every sample (or fed once, where the ONNX input has no batch axis). */
    public static ModelInput fixed(String name, TensorType type, List<Integer> shape, List<Float> values) {
        return new ModelInput(name, TensorRole.FIXED, type, shape, null, null, values, null, 0, 1);
    }

    /** Elements of one sample. */
    public int elements() {
        return Shapes.elements(shape);
    }

    private static ModelInput condition(String name, TensorType type, ConditionKind kind, List<Integer> shape) {
        return new ModelInput(name, TensorRole.CONDITION, type, shape, null, kind, List.of(), null, 0, 1);
    }

    private static void checkLatent(
            String tensor,
            TensorType type,
            List<Integer> shape,
            LatentDistribution distribution,
            double low,
            double high) {
        if (type != TensorType.FLOAT32) {
            throw new CardException(tensor + ": a latent is FLOAT32, not " + type);
        }
        if (shape.isEmpty()) {
            throw new CardException(tensor + ": a latent needs a shape");
        }
        if (distribution == null) {
            throw new CardException(tensor + ": a latent needs a distribution");
        }
        if (distribution == LatentDistribution.UNIFORM) {
            Shapes.checkRange(tensor, low, high);
            if (low > high || (float) low >= (float) high) {
                throw new CardException(tensor + ": low " + low + " must be below high " + high);
            }
        }
    }

    private static void checkCondition(String tensor, TensorType type, List<Integer> shape, ConditionKind kind) {
        if (kind == null) {
            throw new CardException(tensor + ": a condition needs a condition kind");
        }
        TensorType expected = kind == ConditionKind.CLASS_INDEX ? TensorType.INT64 : TensorType.FLOAT32;
        if (type != expected) {
            throw new CardException(tensor + ": a " + kind + " condition is " + expected + ", not " + type);
        }
        if (kind == ConditionKind.CLASS_INDEX && Shapes.elements(shape) != 1) {
            throw new CardException(tensor + ": a class index is one value, shape [] or [1], not " + shape);
        }
    }

    private static void checkImage(String tensor, TensorType type, ImageLayout layout, double low, double high) {
        if (type == TensorType.INT64) {
            throw new CardException(tensor + ": an image is FLOAT32 or UINT8, not INT64");
        }
        if (layout == null) {
            throw new CardException(tensor + ": an image needs a layout");
        }
        Shapes.checkRange(tensor, low, high);
    }

    private static void checkFixed(String tensor, List<Integer> shape, List<Float> values) {
        if (values.size() != Shapes.elements(shape)) {
            throw new CardException(tensor + ": shape " + shape + " needs " + Shapes.elements(shape)
                    + " fixed values, not " + values.size());
        }
        if (values.stream().anyMatch(value -> !Float.isFinite(value))) {
            throw new CardException(tensor + ": a fixed value is not finite");
        }
    }
}
