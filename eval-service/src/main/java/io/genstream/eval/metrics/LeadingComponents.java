package io.genstream.eval.metrics;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * The leading principal components of centred rows, without the full eigendecomposition (seconds a class at 1,024 pixels).
 *
 * <p>N. Halko, P.-G. Martinsson, J. Tropp: "Finding Structure with Randomness", SIAM Review 53, 2011, algorithm 4.4 (randomised
 * subspace iteration) with the Rayleigh-Ritz step of algorithm 5.3 on the covariance.
 *
 * @param directions one orthonormal component a column
 * @param variances of the data along them, descending
 */
record LeadingComponents(DMatrixRMaj directions, double[] variances) {
    private static final int OVERSAMPLING = 8;
    private static final int POWER_ITERATIONS = 4;

    /** @param centred one observation a row, mean zero; more rows than one */
    static LeadingComponents of(DMatrixRMaj centred, int components, SplittableRandom random) {
        int width = Math.min(components + OVERSAMPLING, centred.numCols);
        DMatrixRMaj basis = orthonormal(gaussian(centred.numCols, width, random));
        for (int i = 0; i < POWER_ITERATIONS; i++) {
            basis = orthonormal(timesGram(centred, basis));
        }
        DMatrixRMaj projected = new DMatrixRMaj(centred.numRows, width);
        CommonOps_DDRM.mult(centred, basis, projected);
        DMatrixRMaj small = new DMatrixRMaj(width, width);
        CommonOps_DDRM.multTransA(1.0 / (centred.numRows - 1), projected, projected, small);
        return ritz(basis, small, Math.min(components, width));
    }

    private static LeadingComponents ritz(DMatrixRMaj basis, DMatrixRMaj small, int components) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(small.numRows, true, true);
        if (!eigen.decompose(small)) {
            throw new ArithmeticException("the components of a class do not converge: are its pixels finite?");
        }
        int[] order = IntStream.range(0, eigen.getNumberOfEigenvalues())
                .boxed()
                .sorted((a, b) -> Double.compare(eigen.getEigenvalue(b).real, eigen.getEigenvalue(a).real))
                .mapToInt(Integer::intValue)
                .toArray();
        DMatrixRMaj rotation = new DMatrixRMaj(basis.numCols, components);
        double[] variances = new double[components];
        for (int c = 0; c < components; c++) {
            variances[c] = Math.max(0, eigen.getEigenvalue(order[c]).real);
            DMatrixRMaj vector = eigen.getEigenVector(order[c]);
            for (int row = 0; row < basis.numCols; row++) {
                rotation.unsafe_set(row, c, vector.get(row));
            }
        }
        DMatrixRMaj directions = new DMatrixRMaj(basis.numRows, components);
        CommonOps_DDRM.mult(basis, rotation, directions);
        return new LeadingComponents(directions, variances);
    }

    private static DMatrixRMaj timesGram(DMatrixRMaj centred, DMatrixRMaj basis) {
        DMatrixRMaj image = new DMatrixRMaj(centred.numRows, basis.numCols);
        CommonOps_DDRM.mult(centred, basis, image);
        DMatrixRMaj back = new DMatrixRMaj(centred.numCols, basis.numCols);
        CommonOps_DDRM.multTransA(centred, image, back);
        return back;
    }

    private static DMatrixRMaj orthonormal(DMatrixRMaj columns) {
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(columns.numRows, columns.numCols);
        // false where the data vary in fewer directions than asked for; Q is orthonormal all the same
        boolean regular = qr.decompose(columns.copy());
        DMatrixRMaj q = qr.getQ(null, true);
        if (!regular && MatrixFeatures_DDRM.hasUncountable(q)) {
            throw new ArithmeticException("the components of a class are not finite");
        }
        return q;
    }

    private static DMatrixRMaj gaussian(int rows, int columns, SplittableRandom random) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = random.nextGaussian();
        }
        return matrix;
    }
}
