package io.genstream.eval.metrics;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Mean and covariance of feature vectors as float64 sums of y and y yᵀ, where y = x - offset.
 *
 * <p>The offset is a constant (the reference mean, or zero), so the sums form a commutative monoid: {@link #merge} in any
 * order gives the same statistics up to rounding, and {@link #subtract} takes a part out again. An offset near the mean keeps
 * the sums small, so that nothing cancels in {@code (Q - s sᵀ/n) / (n - 1)}.
 *
 * <p>Mutable and not thread-safe. Used by the evaluator, the reference builder and the benchmarks.
 */
public final class GaussianStats {
    private final double[] offset;
    private final double[] sum;
    /** Lower triangle of the sum of y yᵀ, row by row. */
    private final double[] products;

    private final double[] shifted;
    private long count;

    /** @param offset a constant near the expected mean; statistics can be merged only if they share it */
    public GaussianStats(double[] offset) {
        this.offset = offset.clone();
        this.sum = new double[offset.length];
        this.products = new double[offset.length * (offset.length + 1) / 2];
        this.shifted = new double[offset.length];
    }

    /** Statistics of all rows, offset by the first of them. */
    public static GaussianStats of(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("no rows: statistics need at least one");
        }
        double[] offset = new double[rows[0].length];
        for (int i = 0; i < offset.length; i++) {
            offset[i] = rows[0][i];
        }
        return of(rows, offset);
    }

    public static GaussianStats of(float[][] rows, double[] offset) {
        GaussianStats stats = new GaussianStats(offset);
        for (float[] row : rows) {
            stats.add(row);
        }
        return stats;
    }

    public void add(float[] x) {
        add(x, 1);
    }

    /** Adds {@code x} as if it came {@code times} times: what a bootstrap needs. */
    public void add(float[] x, int times) {
        if (x.length != offset.length) {
            throw new IllegalArgumentException(
                    "a vector of " + x.length + " does not fit statistics of " + offset.length);
        }
        if (times == 0) {
            return;
        }
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = x[i] - offset[i];
        }
        int at = 0;
        for (int i = 0; i < shifted.length; i++) {
            double weighted = times * shifted[i];
            sum[i] += weighted;
            for (int j = 0; j <= i; j++) {
                products[at + j] += weighted * shifted[j];
            }
            at += i + 1;
        }
        count += times;
    }

    /** Adds all that {@code other} has seen. */
    public void merge(GaussianStats other) {
        combine(other, 1);
    }

    /** Takes out what {@code other} has seen; it must have been added before. */
    public void subtract(GaussianStats other) {
        if (other.count > count) {
            throw new IllegalArgumentException("cannot take " + other.count + " vectors out of " + count);
        }
        combine(other, -1);
    }

    private void combine(GaussianStats other, int sign) {
        if (!Arrays.equals(offset, other.offset)) {
            throw new IllegalArgumentException("statistics with different offsets cannot be combined");
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += sign * other.sum[i];
        }
        for (int i = 0; i < products.length; i++) {
            products[i] += sign * other.products[i];
        }
        count += sign * other.count;
    }

    public long count() {
        return count;
    }

    public int dimension() {
        return offset.length;
    }

    public double[] mean() {
        requireAtLeast(1);
        double[] mean = new double[offset.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = offset[i] + sum[i] / count;
        }
        return mean;
    }

    /** The unbiased covariance (divisor n - 1, as pytorch-fid and clean-fid have it), symmetric. */
    public DMatrixRMaj covariance() {
        requireAtLeast(2);
        DMatrixRMaj covariance = new DMatrixRMaj(offset.length, offset.length);
        int at = 0;
        for (int i = 0; i < offset.length; i++) {
            for (int j = 0; j <= i; j++) {
                double value = (products[at + j] - sum[i] * sum[j] / count) / (count - 1);
                covariance.unsafe_set(i, j, value);
                covariance.unsafe_set(j, i, value);
            }
            at += i + 1;
        }
        return covariance;
    }

    private void requireAtLeast(int vectors) {
        if (count < vectors) {
            throw new IllegalStateException("needs at least " + vectors + " vectors, has seen " + count);
        }
    }
}
