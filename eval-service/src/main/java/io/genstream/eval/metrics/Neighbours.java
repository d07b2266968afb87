package io.genstream.eval.metrics;

import java.util.Arrays;

/**
 * Vectors laid out for exact nearest-neighbour search by comparing all pairs: at some thousand vectors faster than any index of
 * 64 dimensions. Blocks of vectors are transposed, because the JIT vectorises a loop over candidates but not the sum over
 * dimensions. Immutable and thread-safe.
 */
final class Neighbours {
    private static final int BLOCK = 256;

    private final int count;
    /** Block, dimension, candidate. */
    private final float[][][] blocks;

    Neighbours(float[][] rows) {
        this.count = rows.length;
        this.blocks = new float[(rows.length + BLOCK - 1) / BLOCK][][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = transposed(rows, b * BLOCK, Math.min(rows.length, (b + 1) * BLOCK));
        }
    }

    private static float[][] transposed(float[][] rows, int from, int to) {
        float[][] block = new float[rows[from].length][to - from];
        for (int i = from; i < to; i++) {
            for (int d = 0; d < block.length; d++) {
                block[d][i - from] = rows[i][d];
            }
        }
        return block;
    }

    /** Writes the squared Euclidean distance of {@code query} to every row into {@code distances}. */
    void squared(float[] query, float[] distances) {
        float[] sums = new float[BLOCK];
        for (int b = 0; b < blocks.length; b++) {
            float[][] block = blocks[b];
            int size = block[0].length;
            Arrays.fill(sums, 0);
            for (int d = 0; d < query.length; d++) {
                accumulate(block[d], query[d], sums, size);
            }
            System.arraycopy(sums, 0, distances, b * BLOCK, size);
        }
    }

    private static void accumulate(float[] column, float value, float[] sums, int size) {
        for (int i = 0; i < size; i++) {
            float difference = column[i] - value;
            sums[i] += difference * difference;
        }
    }

    /** For each query the squared distance to the nearest row. */
    float[] nearest(float[][] queries) {
        requireRows(1);
        float[] nearest = new float[queries.length];
        float[] distances = new float[count];
        for (int q = 0; q < queries.length; q++) {
            squared(queries[q], distances);
            float smallest = Float.POSITIVE_INFINITY;
            for (float distance : distances) {
                smallest = Math.min(smallest, distance);
            }
            nearest[q] = smallest;
        }
        return nearest;
    }

    /** For each of {@code rows}, which must be those of this object, the squared distance to its k-th nearest other row. */
    float[] kthNearest(float[][] rows, int k) {
        requireRows(k + 1);
        float[] kth = new float[count];
        float[] distances = new float[count];
        float[] smallest = new float[k];
        for (int i = 0; i < count; i++) {
            squared(rows[i], distances);
            distances[i] = Float.POSITIVE_INFINITY;
            Arrays.fill(smallest, Float.POSITIVE_INFINITY);
            for (float distance : distances) {
                if (distance < smallest[k - 1]) {
                    insert(smallest, distance);
                }
            }
            kth[i] = smallest[k - 1];
        }
        return kth;
    }

    /** Keeps the k smallest, sorted. */
    private static void insert(float[] smallest, float distance) {
        int at = smallest.length - 1;
        while (at > 0 && smallest[at - 1] > distance) {
            smallest[at] = smallest[at - 1];
            at--;
        }
        smallest[at] = distance;
    }

    private void requireRows(int atLeast) {
        if (count < atLeast) {
            throw new IllegalArgumentException("needs at least " + atLeast + " vectors, got " + count);
        }
    }
}
