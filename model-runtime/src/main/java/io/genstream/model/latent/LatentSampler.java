package io.genstream.model.latent;

import io.genstream.model.InvalidInputException;
import io.genstream.model.card.LatentDistribution;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import java.util.OptionalDouble;

/**
 * Latents as a function of (card, seed, image index) alone: no instance, batch or order of calls changes them. The
 * resource {@code latent-vectors.csv} of this module's tests holds draws for clients in other languages to check
 * against. Stateless and thread-safe; inference calls it for every image.
 */
public final class LatentSampler {
    /** Redraws of one value under truncation before the limiting distribution takes over. */
    public static final int MAX_REDRAWS = 64;

    private LatentSampler() {}

    /**
     * Draws the latent of one image.
     *
     * <p>NORMAL: sigma times a standard normal. UNIFORM: uniform on the card's [low, high), its distance from the middle
     * scaled by sigma.
     *
     * <p>Truncation t (Brock et al. 2019) draws a standard normal beyond +-t again from the same place of the next
     * attempt's block, before sigma applies. After {@value #MAX_REDRAWS} redraws, which for t >= 0.5 happens to fewer than
     * one value in 10^13, the value is uniform on [-t, t]: what a truncated normal tends to as t shrinks, so that any
     * t > 0 costs a bounded time.
     *
     * @param seed key of the generator, any value
     * @param imageIndex absolute index of the image within its request
     * @param sigma scale, finite and at least 0; 1 is the training distribution
     * @param truncation bound in standard deviations, finite and above 0; only for NORMAL latents
     * @return row-major values of the card's latent shape
     * @throws InvalidInputException for a sigma or truncation out of range
     */
    public static float[] draw(ModelCard card, long seed, long imageIndex, double sigma, OptionalDouble truncation) {
        ModelInput latent = card.latent();
        checkScale(latent, sigma, truncation);
        Draws draws = new Draws(seed, imageIndex, Draws.LATENT_STREAM);
        float[] values = new float[latent.elements()];
        for (int d = 0; d < values.length; d++) {
            values[d] = latent.distribution() == LatentDistribution.NORMAL
                    ? (float) (sigma * truncatedNormal(draws, d, truncation))
                    : uniform(latent, draws.uniform(d, 0), sigma);
        }
        return values;
    }

    /**
     * The latent of image i on a path of {@code steps} pictures from {@code seed} to {@code toSeed}: between
     * latent(seed, 0) and latent(toSeed, 0) at (i mod steps) / (steps - 1), spherically for NORMAL latents (see {@link
     * Slerp}), linearly for UNIFORM ones, whose box a sphere would leave.
     *
     * @param steps pictures on the way, both ends included; at least 2
     * @throws InvalidInputException for fewer steps, or a sigma or truncation out of range
     */
    public static float[] interpolate(
            ModelCard card,
            long seed,
            long toSeed,
            int steps,
            long imageIndex,
            double sigma,
            OptionalDouble truncation) {
        if (steps < 2) {
            throw new InvalidInputException("interpolation", -1, "steps must be at least 2, not " + steps);
        }
        float[] from = draw(card, seed, 0, sigma, truncation);
        float[] to = draw(card, toSeed, 0, sigma, truncation);
        double position = (double) Math.floorMod(imageIndex, (long) steps) / (steps - 1);
        return card.latent().distribution() == LatentDistribution.NORMAL
                ? Slerp.between(from, to, position)
                : Slerp.linear(from, to, position);
    }

    /**
     * The explicit latent of image i: {@code vectors[i mod size]}.
     *
     * @throws InvalidInputException naming the first vector that has not the card's size or is not finite
     */
    public static float[] explicit(ModelCard card, float[][] vectors, long imageIndex) {
        if (vectors.length == 0) {
            throw new InvalidInputException("latent", -1, "no vectors given");
        }
        int row = (int) Math.floorMod(imageIndex, (long) vectors.length);
        check(card, vectors[row], row);
        return vectors[row].clone();
    }

    /**
     * Checks one explicit latent against the card.
     *
     * @param row index to name in the error
     * @throws InvalidInputException where the size differs or a value is not finite
     */
    public static void check(ModelCard card, float[] latent, int row) {
        int expected = card.latent().elements();
        if (latent == null || latent.length != expected) {
            throw new InvalidInputException(
                    "latent",
                    row,
                    "has " + (latent == null ? "no" : latent.length) + " values, but this model takes " + expected);
        }
        for (int i = 0; i < latent.length; i++) {
            if (!Float.isFinite(latent[i])) {
                throw new InvalidInputException("latent", row, "value " + i + " is not finite: " + latent[i]);
            }
        }
    }

    private static void checkScale(ModelInput latent, double sigma, OptionalDouble truncation) {
        if (!Double.isFinite(sigma) || sigma < 0) {
            throw new InvalidInputException("sigma", -1, "must be finite and at least 0, not " + sigma);
        }
        if (truncation.isPresent()) {
            double bound = truncation.getAsDouble();
            if (!Double.isFinite(bound) || bound <= 0) {
                throw new InvalidInputException("truncation", -1, "must be finite and above 0, not " + bound);
            }
            if (latent.distribution() != LatentDistribution.NORMAL) {
                throw new InvalidInputException("truncation", -1, "applies to normal latents only; leave it out");
            }
        }
    }

    private static double truncatedNormal(Draws draws, int dimension, OptionalDouble truncation) {
        if (truncation.isEmpty()) {
            return draws.normal(dimension, 0);
        }
        double bound = truncation.getAsDouble();
        for (int attempt = 0; attempt <= MAX_REDRAWS; attempt++) {
            double value = draws.normal(dimension, attempt);
            if (Math.abs(value) <= bound) {
                return value;
            }
        }
        return (2 * draws.uniform(dimension, MAX_REDRAWS + 1) - 1) * bound;
    }

    private static float uniform(ModelInput latent, double unit, double sigma) {
        double middle = (latent.low() + latent.high()) / 2;
        double value = latent.low() + (latent.high() - latent.low()) * unit;
        float scaled = (float) (middle + sigma * (value - middle));
        float end = (float) (middle + sigma * (latent.high() - middle));
        // the rounding to float may reach the excluded end
        return sigma > 0 && scaled >= end ? Math.nextDown(end) : scaled;
    }
}
