package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.Torch;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscriminatorAugmentationTest {
    private static final int SIDE = 32;
    private static final int COUNT = 6;
    private static final Shape PICTURES = new Shape(COUNT, 2, SIDE, SIDE);

    private final NDManager manager = Torch.newManager();
    private final ScriptLibrary library = ScriptLibrary.load(manager, List.of(DiscriminatorAugmentation.method()));
    private final float[] pictures = random();
    private final float[] maps = DiscriminatorAugmentation.maps(new SplittableRandom(1), COUNT, 32);
    private final float[] brightness = DiscriminatorAugmentation.brightness(new SplittableRandom(2), COUNT);

    @AfterEach
    void close() {
        library.close();
        manager.close();
    }

    @Test
    void brightensAndMovesByWholePixels() {
        float[] seen = apply(manager.create(pictures, PICTURES)).toFloatArray();

        for (int i = 0; i < seen.length; i++) {
            int source = source(i);
            float expected = source < 0 ? 0 : pictures[source] + brightness[i / (2 * SIDE * SIDE)];
            assertThat(seen[i]).as("value %d", i).isCloseTo(expected, within(1e-4f));
        }
    }

    @Test
    void gradientsReachEveryPixelThatIsStillInSight() {
        NDArray array = manager.create(pictures, PICTURES);
        array.setRequiresGradient(true);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            gradients.backward(apply(array).sum());
        }
        float[] expected = new float[pictures.length];
        for (int i = 0; i < expected.length; i++) {
            if (source(i) >= 0) {
                expected[source(i)]++;
            }
        }
        assertThat(array.getGradient().toFloatArray()).containsExactly(expected, within(1e-4f));
    }

    @Test
    void movesAnEighthOfTheSideAtMost() {
        for (int i = 0; i < COUNT; i++) {
            assertThat(Math.abs(maps[i * 6 + 2])).isLessThanOrEqualTo(0.25f);
            assertThat(Math.abs(brightness[i])).isLessThanOrEqualTo(0.5f);
        }
        assertThat(maps).as("not all the same").contains(maps[2]).isNotEqualTo(new float[COUNT * 6]);
    }

    /** Where a pixel comes from, or -1 from outside. */
    private int source(int pixel) {
        int picture = pixel / (2 * SIDE * SIDE);
        int x = pixel % SIDE + Math.round(maps[picture * 6 + 2] * SIDE / 2);
        int y = pixel / SIDE % SIDE + Math.round(maps[picture * 6 + 5] * SIDE / 2);
        boolean inside = x >= 0 && x < SIDE && y >= 0 && y < SIDE;
        return inside ? pixel / (SIDE * SIDE) * SIDE * SIDE + y * SIDE + x : -1;
    }

    private NDArray apply(NDArray array) {
        return library.call(
                DiscriminatorAugmentation.NAME,
                array,
                manager.create(maps, new Shape(COUNT, 2, 3)),
                manager.create(brightness, new Shape(COUNT, 1, 1, 1)));
    }

    private static float[] random() {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[(int) PICTURES.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
