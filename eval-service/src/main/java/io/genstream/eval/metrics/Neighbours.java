package io.genstream.eval.metrics;

import java.util.Arrays;

/** Exact nearest-neighbour search by comparing all pairs: at some thousand vectors faster than any index of 64 dimensions. */
final class Neighbours {
    private static final int BLOCK = 256;

    private Neighbours() {}

    /** Squared Euclidean distance. Four sums, because the JIT keeps the order of one and would wait for each addition. */
    static float squared(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            float d0 = a[i] - b[i];
            float d1 = a[i + 1] - b[i + 1];
            float d2 = a[i + 2] - b[i + 2];
            float d3 = a[i + 3] - b[i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < a.length; i++) {
            float d = a[i] - b[i];
            s0 += d * d;
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** For each query the squared distance to the nearest candidate. Candidates go block by block, so that they stay in cache. */
    static float[] nearest(float[][] queries, float[][] candidates) {
        requireRows(candidates, 1);
        float[] nearest = new float[queries.length];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        for (int from = 0; from < candidates.length; from += BLOCK) {
            int to = Math.min(candidates.length, from + BLOCK);
            for (int q = 0; q < queries.length; q++) {
                for (int c = from; c < to; c++) {
                    nearest[q] = Math.min(nearest[q], squared(queries[q], candidates[c]));
                }
            }
        }
        return nearest;
    }

    /** For each row the squared distance to its k-th nearest other row. */
    static float[] kthNearest(float[][] rows, int k) {
        requireRows(rows, k + 1);
        float[][] smallest = new float[rows.length][k];
        for (float[] of : smallest) {
            Arrays.fill(of, Float.POSITIVE_INFINITY);
        }
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                float distance = squared(rows[i], rows[j]);
                insert(smallest[i], distance);
                insert(smallest[j], distance);
            }
        }
        float[] kth = new float[rows.length];
        for (int i = 0; i < kth.length; i++) {
            kth[i] = smallest[i][k - 1];
        }
        return kth;
    }

    /** Keeps the k smallest, sorted. */
    private static void insert(float[] smallest, float distance) {
        int at = smallest.length - 1;
        if (distance >= smallest[at]) {
            return;
        }
        while (at > 0 && smallest[at - 1] > distance) {
            smallest[at] = smallest[at - 1];
            at--;
        }
        smallest[at] = distance;
    }

    private static void requireRows(float[][] rows, int atLeast) {
        if (rows.length < atLeast) {
            throw new IllegalArgumentException("needs at least " + atLeast + " vectors, got " + rows.length);
        }
    }
}
