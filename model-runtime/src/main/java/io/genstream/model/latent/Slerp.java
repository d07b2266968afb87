package io.genstream.model.latent;

/**
 * Interpolation of latents. The spherical form (Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985;
 * White 2016 for latents) keeps the length that a generator saw in training. Stateless and thread-safe.
 */
public final class Slerp {
    /** Below this sine the directions are parallel or opposite and the sphere gives no path; linear is the limit. */
    private static final double MIN_SINE = 1e-6;

    private Slerp() {}

    /**
     * Spherical interpolation.
     *
     * @param from at position 0
     * @param to at position 1; the same length
     * @param position 0 to 1
     */
    public static float[] between(float[] from, float[] to, double position) {
        checkSizes(from, to);
        double dot = 0;
        double fromSquared = 0;
        double toSquared = 0;
        for (int i = 0; i < from.length; i++) {
            dot += (double) from[i] * to[i];
            fromSquared += (double) from[i] * from[i];
            toSquared += (double) to[i] * to[i];
        }
        double norms = StrictMath.sqrt(fromSquared) * StrictMath.sqrt(toSquared);
        double angle = norms == 0 ? 0 : StrictMath.acos(Math.max(-1, Math.min(1, dot / norms)));
        double sine = StrictMath.sin(angle);
        if (sine < MIN_SINE) {
            return linear(from, to, position);
        }
        return blend(from, to, StrictMath.sin((1 - position) * angle) / sine, StrictMath.sin(position * angle) / sine);
    }

    /** Linear interpolation. */
    public static float[] linear(float[] from, float[] to, double position) {
        checkSizes(from, to);
        return blend(from, to, 1 - position, position);
    }

    private static float[] blend(float[] from, float[] to, double fromWeight, double toWeight) {
        float[] blended = new float[from.length];
        for (int i = 0; i < blended.length; i++) {
            blended[i] = (float) (fromWeight * from[i] + toWeight * to[i]);
        }
        return blended;
    }

    private static void checkSizes(float[] from, float[] to) {
        if (from.length != to.length) {
            throw new IllegalArgumentException("latents of " + from.length + " and " + to.length + " values");
        }
    }
}
