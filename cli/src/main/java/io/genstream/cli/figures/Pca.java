package io.genstream.cli.figures;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Principal components (Pearson 1901) of rows that may be much longer than they are many: from the Gram matrix, whose
 * eigenvalues are those of the scatter matrix. Immutable.
 *
 * @param scores a row's coordinates along the components, those of largest variance first; a component's sign is that which
 *     makes its largest score positive
 * @param shares of the whole variance
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Pca(double[][] scores, double[] shares) {
    static Pca of(float[][] rows, int components) {
        int count = rows.length;
        DMatrixRMaj gram = gram(centred(rows));
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(count, true, true);
        if (!eigen.decompose(gram)) {
            throw new IllegalStateException("the eigenvalues of a Gram matrix were not found");
        }
        Integer[] order = new Integer[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        Arrays.sort(
                order, Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()));
        double whole = Math.max(CommonOps_DDRM.trace(gram), Double.MIN_NORMAL);
        double[][] scores = new double[count][components];
        double[] shares = new double[components];
        for (int c = 0; c < components; c++) {
            double variance = Math.max(0, eigen.getEigenvalue(order[c]).getReal());
            shares[c] = variance / whole;
            DMatrixRMaj vector = eigen.getEigenVector(order[c]);
            double norm = 0;
            int largest = 0;
            for (int i = 0; i < count; i++) {
                norm += vector.get(i) * vector.get(i);
                largest = Math.abs(vector.get(i)) > Math.abs(vector.get(largest)) ? i : largest;
            }
            double scale = Math.sqrt(variance / norm) * Math.signum(vector.get(largest));
            for (int i = 0; i < count; i++) {
                scores[i][c] = vector.get(i) * scale;
            }
        }
        return new Pca(scores, shares);
    }

    private static DMatrixRMaj centred(float[][] rows) {
        int size = rows[0].length;
        DMatrixRMaj centred = new DMatrixRMaj(rows.length, size);
        for (int j = 0; j < size; j++) {
            double mean = 0;
            for (float[] row : rows) {
                mean += row[j];
            }
            mean /= rows.length;
            for (int i = 0; i < rows.length; i++) {
                centred.set(i, j, rows[i][j] - mean);
            }
        }
        return centred;
    }

    private static DMatrixRMaj gram(DMatrixRMaj centred) {
        DMatrixRMaj gram = new DMatrixRMaj(centred.numRows, centred.numRows);
        CommonOps_DDRM.multOuter(centred, gram);
        return gram;
    }
}
