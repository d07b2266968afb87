package io.genstream.trainer.pictures;

import io.genstream.trainer.random.StepRandom;
import java.util.random.RandomGenerator;

/**
 * Redraws every picture every epoch: mirrored with probability {@code flip}, then brightness, contrast and saturation
 * multiplied by factors drawn from 1 - strength to 1 + strength, as torchvision's ColorJitter defines them, in that order.
 *
 * <p>What happens to a picture is a function of (seed, epoch, picture). Immutable, thread-safe.
 *
 * @param flip probability, 0 to 1
 * @param brightness strength from 0 (off) to 1, and so the other two
 */
public record Augmentation(StepRandom random, double flip, double brightness, double contrast, double saturation) {
    /** Strength that the sources leave open. */
    public static final double JITTER = 0.1;

    // ITU-R BT.601, as torchvision has it
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    public Augmentation {
        for (double share : new double[] {flip, brightness, contrast, saturation}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(share + " must be from 0 to 1");
            }
        }
    }

    public static Augmentation none() {
        return new Augmentation(new StepRandom(0), 0, 0, 0, 0);
    }

    /** One picture, channels first, -1 to 1, in place. */
    void apply(float[] values, int offset, int channels, int side, long epoch, int picture) {
        if (flip + brightness + contrast + saturation == 0) {
            return;
        }
        RandomGenerator draws = random.of(StepRandom.Purpose.PICTURE_AUGMENTATION, epoch, picture);
        // every number is drawn, used or not, so that one strength does not change what another draws
        boolean mirrored = draws.nextDouble() < flip;
        float brighter = factor(brightness, draws);
        float sharper = factor(contrast, draws);
        float fuller = factor(saturation, draws);
        if (mirrored) {
            mirror(values, offset, channels * side, side);
        }
        int area = side * side;
        if (brightness > 0) {
            blend(values, offset, channels * area, -1, brighter);
        }
        if (contrast > 0) {
            blend(values, offset, channels * area, meanGrey(values, offset, channels, area), sharper);
        }
        if (saturation > 0 && channels == 3) {
            saturate(values, offset, area, fuller);
        }
    }

    private static float factor(double strength, RandomGenerator draws) {
        return (float) (1 + strength * (2 * draws.nextDouble() - 1));
    }

    private static void mirror(float[] values, int offset, int rows, int side) {
        for (int row = 0; row < rows; row++) {
            int left = offset + row * side;
            int right = left + side - 1;
            while (left < right) {
                float swapped = values[left];
                values[left++] = values[right];
                values[right--] = swapped;
            }
        }
    }

    /** Away from one level, or towards it. */
    private static void blend(float[] values, int offset, int count, float level, float factor) {
        for (int i = offset; i < offset + count; i++) {
            values[i] = clamp(level + factor * (values[i] - level));
        }
    }

    private static float meanGrey(float[] values, int offset, int channels, int area) {
        double sum = 0;
        for (int i = offset; i < offset + area; i++) {
            sum += channels == 3 ? grey(values, i, area) : values[i];
        }
        return (float) (sum / area);
    }

    private static void saturate(float[] values, int offset, int area, float factor) {
        for (int i = offset; i < offset + area; i++) {
            float grey = grey(values, i, area);
            for (int channel = 0; channel < 3; channel++) {
                int at = i + channel * area;
                values[at] = clamp(grey + factor * (values[at] - grey));
            }
        }
    }

    private static float grey(float[] values, int red, int area) {
        return (float) (RED * values[red] + GREEN * values[red + area] + BLUE * values[red + 2 * area]);
    }

    private static float clamp(float value) {
        return Math.max(-1, Math.min(1, value));
    }
}
