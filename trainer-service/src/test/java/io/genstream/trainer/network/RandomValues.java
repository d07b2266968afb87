package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded weights and inputs for tests. */
public final class RandomValues {
    private final SplittableRandom random;

    public RandomValues(long seed) {
        random = new SplittableRandom(seed);
    }

    public float[] normals(int count, double std) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (std * random.nextGaussian());
        }
        return values;
    }

    /** Weights as after training: running means off zero, running variances off one, gains off one. */
    public List<float[]> trainedLike(Network network) {
        List<float[]> all = new ArrayList<>();
        for (ParameterSpec parameter : network.parameters()) {
            float[] values = new float[parameter.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float)
                        (parameter.name().endsWith("variance")
                                ? random.nextDouble(0.3, 2)
                                : parameter.initialMean() + 0.2 * random.nextGaussian());
            }
            all.add(values);
        }
        return all;
    }
}
