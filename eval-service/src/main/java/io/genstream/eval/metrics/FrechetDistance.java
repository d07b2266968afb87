package io.genstream.eval.metrics;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Fréchet distance between Gaussians fitted to feature vectors: |μ1 - μ2|² + tr(S1 + S2 - 2 (S1 S2)^½).
 *
 * <p>M. Heusel, H. Ramsauer, T. Unterthiner, B. Nessler, S. Hochreiter: "GANs Trained by a Two Time-Scale Update Rule Converge
 * to a Local Nash Equilibrium", NeurIPS 2017, equation 6. The squared distance, as published figures have it.
 *
 * <p>With S1 = Fᵀ F the trace of the root is the sum of the square roots of the eigenvalues of F S2 Fᵀ, which is symmetric and
 * positive semi-definite: no matrix square root, no complex numbers, and rank-deficient covariances need no jitter. F is made
 * once for the reference.
 *
 * <p>Immutable and thread-safe. Used by the evaluator and the benchmarks.
 */
public final class FrechetDistance {
    private final double[] mean;
    private final DMatrixRMaj factor;
    private final double trace;

    public FrechetDistance(GaussianStats reference) {
        this.mean = reference.mean();
        DMatrixRMaj covariance = reference.covariance();
        this.trace = CommonOps_DDRM.trace(covariance);
        this.factor = factor(covariance);
    }

    /** Distance of {@code generated} to the reference, at least 0. */
    public double to(GaussianStats generated) {
        if (generated.dimension() != mean.length) {
            throw new IllegalArgumentException(
                    "features of " + generated.dimension() + " do not fit a reference of " + mean.length);
        }
        DMatrixRMaj covariance = generated.covariance();
        double distance = squaredDifference(generated.mean())
                + trace
                + CommonOps_DDRM.trace(covariance)
                - 2 * traceOfRoot(covariance);
        // rounding may leave -1e-14 between equal Gaussians
        return Math.max(0, distance);
    }

    /** A distance in units of the reference's total variance: comparable between extractors, 0 at best. */
    public double relative(double distance) {
        return distance / trace;
    }

    /** Total variance of the reference features. */
    public double referenceTrace() {
        return trace;
    }

    /** The mean of the reference: the offset to use for statistics that are compared with it. */
    public double[] referenceMean() {
        return mean.clone();
    }

    private double squaredDifference(double[] other) {
        double squared = 0;
        for (int i = 0; i < mean.length; i++) {
            double difference = mean[i] - other[i];
            squared += difference * difference;
        }
        return squared;
    }

    private double traceOfRoot(DMatrixRMaj covariance) {
        DMatrixRMaj left = new DMatrixRMaj(factor.numRows, factor.numCols);
        CommonOps_DDRM.mult(factor, covariance, left);
        DMatrixRMaj inner = new DMatrixRMaj(factor.numRows, factor.numRows);
        CommonOps_DDRM.multTransB(left, factor, inner);
        symmetrize(inner);
        double sum = 0;
        for (double eigenvalue : Spectrum.values(inner)) {
            sum += Math.sqrt(Math.max(0, eigenvalue));
        }
        return sum;
    }

    /** F with S = Fᵀ F: diag(√λ) Vᵀ. */
    private static DMatrixRMaj factor(DMatrixRMaj covariance) {
        Spectrum spectrum = Spectrum.of(covariance);
        DMatrixRMaj factor = spectrum.vectors().copy();
        for (int row = 0; row < factor.numRows; row++) {
            double scale = Math.sqrt(Math.max(0, spectrum.values()[row]));
            for (int column = 0; column < factor.numCols; column++) {
                factor.unsafe_set(row, column, scale * factor.unsafe_get(row, column));
            }
        }
        return factor;
    }

    private static void symmetrize(DMatrixRMaj matrix) {
        for (int i = 0; i < matrix.numRows; i++) {
            for (int j = 0; j < i; j++) {
                double middle = 0.5 * (matrix.unsafe_get(i, j) + matrix.unsafe_get(j, i));
                matrix.unsafe_set(i, j, middle);
                matrix.unsafe_set(j, i, middle);
            }
        }
    }
}
