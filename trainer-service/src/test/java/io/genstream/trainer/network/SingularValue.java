package io.genstream.trainer.network;

/** The largest singular value of a row-major matrix by many power iterations in float64, with its left vector. */
record SingularValue(double value, double[] left) {
    private static final int ITERATIONS = 5_000;

    static SingularValue of(double[] matrix, double[] start) {
        int rows = start.length;
        int columns = matrix.length / rows;
        double[] left = start.clone();
        double value = 0;
        for (int n = 0; n < ITERATIONS; n++) {
            double[] right = new double[columns];
            for (int i = 0; i < matrix.length; i++) {
                right[i % columns] += matrix[i] * left[i / columns];
            }
            normalise(right);
            left = new double[rows];
            for (int i = 0; i < matrix.length; i++) {
                left[i / columns] += matrix[i] * right[i % columns];
            }
            value = normalise(left);
        }
        return new SingularValue(value, left);
    }

    private static double normalise(double[] vector) {
        double squares = 0;
        for (double x : vector) {
            squares += x * x;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return length;
    }
}
