package io.genstream.trainer.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.genstream.model.card.LatentDistribution;
import io.genstream.model.card.ModelInput;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.random.StepRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a generator makes pictures from, in training and in serving alike: standard normal, or uniform on [-1, 1). */
public record Latent(int size, LatentDistribution distribution) {
    public static Latent normal(int size) {
        return new Latent(size, LatentDistribution.NORMAL);
    }

    /** @param distribution one of {@link #words} */
    public static Latent of(int size, String distribution) {
        return new Latent(size, LatentDistribution.valueOf(distribution.toUpperCase(Locale.ROOT)));
    }

    /** The distributions as recipes name them. */
    public static List<String> words() {
        return Stream.of(LatentDistribution.NORMAL, LatentDistribution.UNIFORM)
                .map(distribution -> distribution.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** One after the other. */
    public float[] draw(StepRandom random, StepRandom.Purpose purpose, long index, int count) {
        return switch (distribution) {
            case NORMAL -> random.normals(purpose, index, count * size);
            case UNIFORM -> random.uniforms(purpose, index, count * size);
        };
    }

    public NDArray draw(StepRandom random, StepRandom.Purpose purpose, long index, int count, NDManager manager) {
        return manager.create(draw(random, purpose, index, count), new Shape(count, size));
    }

    public ModelInput card() {
        return switch (distribution) {
            case NORMAL -> ModelInput.normalLatent(NetworkExport.LATENT_INPUT, size);
            case UNIFORM -> ModelInput.uniformLatent(NetworkExport.LATENT_INPUT, -1, 1, size);
        };
    }
}
