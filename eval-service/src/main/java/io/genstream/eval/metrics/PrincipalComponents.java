package io.genstream.eval.metrics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * The leading principal components of pictures, pixels in [0, 1]: where a picture lies along the directions in which pictures differ
 * most (K. Pearson: "On Lines and Planes of Closest Fit to Systems of Points in Space", Philosophical Magazine 2, 1901). Found by
 * {@link LeadingComponents}; seeded, so the same pictures give the same bits.
 *
 * <p>Immutable and thread-safe. Used as a feature extractor where there is no network for the data set.
 */
public final class PrincipalComponents {
    private final float[] mean;
    /** For each value of a picture its part in each component: in this order the JIT vectorises the sum. */
    private final float[][] loadings;

    private final double[] variances;
    private final double explained;

    private PrincipalComponents(float[] mean, float[][] loadings, double[] variances, double explained) {
        this.mean = mean;
        this.loadings = loadings;
        this.variances = variances;
        this.explained = explained;
    }

    /** @param pictures uint8, all of one size, more than one */
    public static PrincipalComponents fit(byte[][] pictures, int components, long seed) {
        if (pictures.length < 2) {
            throw new IllegalArgumentException("components need 2 pictures at least, got " + pictures.length);
        }
        float[] mean = mean(pictures);
        DMatrixRMaj centred = new DMatrixRMaj(pictures.length, mean.length);
        double total = 0;
        for (int row = 0; row < pictures.length; row++) {
            for (int i = 0; i < mean.length; i++) {
                double value = unit(pictures[row][i]) - mean[i];
                centred.unsafe_set(row, i, value);
                total += value * value;
            }
        }
        LeadingComponents found = LeadingComponents.of(centred, components, new SplittableRandom(seed));
        float[][] loadings = new float[mean.length][found.variances().length];
        for (int i = 0; i < mean.length; i++) {
            for (int c = 0; c < found.variances().length; c++) {
                loadings[i][c] = (float) found.directions().unsafe_get(i, c);
            }
        }
        double all = total / (pictures.length - 1);
        double kept = Arrays.stream(found.variances()).sum();
        return new PrincipalComponents(mean, loadings, found.variances(), all > 0 ? Math.min(1, kept / all) : 0);
    }

    /** Where a picture lies along each component. */
    public float[] project(byte[] picture) {
        if (picture.length != mean.length) {
            throw new IllegalArgumentException(
                    "a picture of " + picture.length + " values does not fit components of " + mean.length);
        }
        double[] sums = new double[count()];
        for (int i = 0; i < mean.length; i++) {
            double value = unit(picture[i]) - mean[i];
            float[] loading = loadings[i];
            for (int c = 0; c < sums.length; c++) {
                sums[c] += value * loading[c];
            }
        }
        float[] along = new float[sums.length];
        for (int c = 0; c < along.length; c++) {
            along[c] = (float) sums[c];
        }
        return along;
    }

    public int count() {
        return variances.length;
    }

    /** Of the pictures along each component, descending. */
    public double[] variances() {
        return variances.clone();
    }

    /** Share of the total variance; 0 where there is none. */
    public double explained() {
        return explained;
    }

    /** SHA-256 of mean and loadings as little-endian float32: features compare only where it is the same. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes(mean));
            for (float[] loading : loadings) {
                digest.update(bytes(loading));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static float[] mean(byte[][] pictures) {
        double[] sum = new double[pictures[0].length];
        for (byte[] picture : pictures) {
            if (picture.length != sum.length) {
                throw new IllegalArgumentException("pictures differ in size: " + picture.length + " and " + sum.length);
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += unit(picture[i]);
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / pictures.length);
        }
        return mean;
    }

    private static double unit(byte value) {
        return (value & 0xFF) / 255.0;
    }
}
