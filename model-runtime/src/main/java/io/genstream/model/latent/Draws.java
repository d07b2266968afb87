package io.genstream.model.latent;

/**
 * Numbers of one image's stream. Counter words: image index (low, high), block, and stream + 256 x attempt; block b holds
 * dimensions 4b to 4b+3, attempts above 0 are the redraws of truncation. Not thread-safe: it keeps its last block.
 *
 * <p>Normals are Box and Muller's (1958) over {@link StrictMath}, hence equal on every JVM: words (0,1) and (2,3) of a
 * block make two each, from uniforms (w + 1/2) / 2^32, so that no value lies beyond 6.77.
 */
final class Draws {
    static final int LATENT_STREAM = 0;
    static final int LABEL_STREAM = 1;
    private static final int STREAM_BITS = 8;
    private static final double TWO_TO_MINUS_32 = 0x1p-32;

    private final long seed;
    private final long imageIndex;
    private final int stream;
    private final int[] words = new int[4];
    private int loadedBlock = -1;
    private int loadedAttempt = -1;

    Draws(long seed, long imageIndex, int stream) {
        this.seed = seed;
        this.imageIndex = imageIndex;
        this.stream = stream;
    }

    /** The 32-bit word of a dimension, as an unsigned number. */
    long word(int dimension, int attempt) {
        load(dimension >>> 2, attempt);
        return words[dimension & 3] & 0xFFFFFFFFL;
    }

    /** Uniform on [0, 1) with 24 bits, exact as a float. */
    double uniform(int dimension, int attempt) {
        return (word(dimension, attempt) >>> 8) * 0x1p-24;
    }

    double normal(int dimension, int attempt) {
        load(dimension >>> 2, attempt);
        int pair = dimension & 2;
        double radius = StrictMath.sqrt(-2 * StrictMath.log(open(words[pair])));
        double angle = 2 * StrictMath.PI * open(words[pair + 1]);
        return radius * ((dimension & 1) == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
    }

    private static double open(int word) {
        return ((word & 0xFFFFFFFFL) + 0.5) * TWO_TO_MINUS_32;
    }

    private void load(int block, int attempt) {
        if (block != loadedBlock || attempt != loadedAttempt) {
            Philox.block(
                    seed, (int) imageIndex, (int) (imageIndex >>> 32), block, stream | attempt << STREAM_BITS, words);
            loadedBlock = block;
            loadedAttempt = attempt;
        }
    }
}
