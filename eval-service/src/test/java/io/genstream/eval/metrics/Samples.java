package io.genstream.eval.metrics;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;

/** Seeded feature vectors, and the textbook's formulas in the slowest form. */
final class Samples {
    private Samples() {}

    /** Correlated Gaussian rows about {@code centre}. */
    static float[][] correlated(int n, int dimension, long seed, double centre) {
        Random random = new Random(seed);
        double[][] mix = new double[dimension][dimension];
        for (double[] row : mix) {
            for (int j = 0; j < dimension; j++) {
                row[j] = random.nextGaussian();
            }
        }
        float[][] rows = new float[n][dimension];
        for (float[] row : rows) {
            double[] z = random.doubles(dimension, -2, 2).toArray();
            for (int i = 0; i < dimension; i++) {
                double value = centre;
                for (int j = 0; j < dimension; j++) {
                    value += mix[i][j] * z[j];
                }
                row[i] = (float) value;
            }
        }
        return rows;
    }

    /** Independent Gaussian columns. */
    static float[][] independent(int n, double[] means, double[] deviations, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][means.length];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (means[i] + deviations[i] * random.nextGaussian());
            }
        }
        return rows;
    }

    static float squaredDistance(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    static double[] naiveMean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= rows.length;
        }
        return mean;
    }

    static DMatrixRMaj naiveCovariance(float[][] rows) {
        double[] mean = naiveMean(rows);
        DMatrixRMaj covariance = new DMatrixRMaj(mean.length, mean.length);
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                double sum = 0;
                for (float[] row : rows) {
                    sum += (row[i] - mean[i]) * (row[j] - mean[j]);
                }
                covariance.set(i, j, sum / (rows.length - 1));
            }
        }
        return covariance;
    }

    /** Rows less their mean, over √(n - 1): AᵀA is the covariance. */
    static DMatrixRMaj centred(float[][] rows) {
        double[] mean = naiveMean(rows);
        DMatrixRMaj centred = new DMatrixRMaj(rows.length, mean.length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                centred.set(i, j, (rows[i][j] - mean[j]) / Math.sqrt(rows.length - 1.0));
            }
        }
        return centred;
    }
}
