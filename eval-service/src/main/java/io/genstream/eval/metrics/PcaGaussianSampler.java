package io.genstream.eval.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * The yardstick that a generator must beat: for each class a Gaussian in pixel space along its leading principal components
 * (M. Tipping, C. Bishop: "Probabilistic Principal Component Analysis", JRSS B 61, 1999, without the noise term). Its digits are
 * legible and blurred; a network that is no better has learnt second moments only.
 *
 * <p>Immutable and thread-safe; draws are seeded. Used by the reference builder and the benchmarks.
 */
public final class PcaGaussianSampler {
    /** Components of the published yardstick. */
    public static final int COMPONENTS = 48;

    private final Map<Integer, ClassModel> models;
    private final int pixels;

    private PcaGaussianSampler(Map<Integer, ClassModel> models, int pixels) {
        this.models = models;
        this.pixels = pixels;
    }

    /**
     * @param images uint8, all of one size
     * @param classes class of each image; every class needs at least two images
     */
    public static PcaGaussianSampler fit(byte[][] images, int[] classes, int components, long seed) {
        if (images.length == 0 || images.length != classes.length) {
            throw new IllegalArgumentException(
                    images.length + " images and " + classes.length + " classes: need equally many, at least 1");
        }
        Map<Integer, List<byte[]>> byClass = new TreeMap<>();
        for (int i = 0; i < images.length; i++) {
            byClass.computeIfAbsent(classes[i], c -> new ArrayList<>()).add(images[i]);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, ClassModel> models = new TreeMap<>();
        byClass.forEach((c, of) -> models.put(c, ClassModel.fit(c, of, components, random)));
        return new PcaGaussianSampler(models, images[0].length);
    }

    /** One image for each entry of {@code classes}, rounded and clipped to 0..255. */
    public byte[][] sample(int[] classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] images = new byte[classes.length][];
        for (int i = 0; i < classes.length; i++) {
            ClassModel model = models.get(classes[i]);
            if (model == null) {
                throw new IllegalArgumentException(
                        "class " + classes[i] + " was not fitted; known: " + models.keySet());
            }
            images[i] = model.draw(pixels, random);
        }
        return images;
    }

    /** Works on the pixels that vary within the class only: the black border of a digit is half of it. */
    private record ClassModel(double[] mean, int[] varying, LeadingComponents components) {
        static ClassModel fit(int label, List<byte[]> images, int components, SplittableRandom random) {
            if (images.size() < 2) {
                throw new IllegalArgumentException("class " + label + " has one image; a Gaussian needs two");
            }
            double[] mean = mean(images);
            int[] varying = varying(images);
            DMatrixRMaj centred = new DMatrixRMaj(images.size(), Math.max(1, varying.length));
            for (int row = 0; row < images.size(); row++) {
                byte[] image = images.get(row);
                for (int j = 0; j < varying.length; j++) {
                    centred.unsafe_set(row, j, (image[varying[j]] & 0xFF) - mean[varying[j]]);
                }
            }
            return new ClassModel(mean, varying, LeadingComponents.of(centred, components, random));
        }

        private static double[] mean(List<byte[]> images) {
            double[] mean = new double[images.get(0).length];
            for (byte[] image : images) {
                if (image.length != mean.length) {
                    throw new IllegalArgumentException(
                            "images differ in size: " + image.length + " and " + mean.length);
                }
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += (double) (image[i] & 0xFF) / images.size();
                }
            }
            return mean;
        }

        private static int[] varying(List<byte[]> images) {
            byte[] first = images.get(0);
            return IntStream.range(0, first.length)
                    .filter(i -> images.stream().anyMatch(image -> image[i] != first[i]))
                    .toArray();
        }

        byte[] draw(int pixels, SplittableRandom random) {
            double[] values = mean.clone();
            DMatrixRMaj directions = components.directions();
            for (int c = 0; c < components.variances().length; c++) {
                double along = Math.sqrt(components.variances()[c]) * random.nextGaussian();
                for (int j = 0; j < varying.length; j++) {
                    values[varying[j]] += along * directions.unsafe_get(j, c);
                }
            }
            byte[] image = new byte[pixels];
            for (int i = 0; i < pixels; i++) {
                image[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
            }
            return image;
        }
    }
}
