package io.genstream.eval.metrics;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Eigenvalues of a symmetric positive semi-definite matrix, and the eigenvectors as rows.
 *
 * <p>EJML's symmetric QR now and then does not converge on a matrix with many rows of zeros, which is what ReLU features that
 * never fire give (about 4 in 1,000 covariances of the digits' features). The singular values of such a matrix are its
 * eigenvalues, so the singular value decomposition takes over then.
 */
record Spectrum(double[] values, DMatrixRMaj vectors) {

    static double[] values(DMatrixRMaj matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.numRows, false, true);
        return eigen.decompose(matrix.copy()) ? values(eigen) : singular(matrix, false).values;
    }

    static Spectrum of(DMatrixRMaj matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.numRows, true, true);
        if (!eigen.decompose(matrix.copy())) {
            return singular(matrix, true);
        }
        DMatrixRMaj vectors = new DMatrixRMaj(matrix.numRows, matrix.numRows);
        for (int row = 0; row < matrix.numRows; row++) {
            System.arraycopy(eigen.getEigenVector(row).data, 0, vectors.data, row * matrix.numRows, matrix.numRows);
        }
        return new Spectrum(values(eigen), vectors);
    }

    /** The other route; package-private so that a test can hold the two against each other. */
    static Spectrum singular(DMatrixRMaj matrix, boolean withVectors) {
        int n = matrix.numRows;
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(n, n, false, withVectors, true);
        if (!svd.decompose(matrix.copy())) {
            throw new ArithmeticException("the spectrum of a covariance does not converge: are features finite?");
        }
        return new Spectrum(svd.getSingularValues(), withVectors ? svd.getV(null, true) : null);
    }

    private static double[] values(EigenDecomposition_F64<DMatrixRMaj> eigen) {
        double[] values = new double[eigen.getNumberOfEigenvalues()];
        for (int i = 0; i < values.length; i++) {
            values[i] = eigen.getEigenvalue(i).real;
        }
        return values;
    }
}
