package io.genstream.eval.reference;

import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.metrics.FrechetDistance;
import io.genstream.eval.metrics.GaussianStats;
import io.genstream.eval.metrics.NearestTrainingDistance;
import io.genstream.eval.metrics.PrecisionRecall;
import io.genstream.model.extractor.ExtractedFeatures;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Makes references out of data sets. Stateless and thread-safe; an interrupt ends it early. Called by the reference worker. */
public final class ReferenceBuilder {
    private static final int CHUNK = 256;

    /** Fewer real images say nothing about a distribution. */
    private static final int MIN_IMAGES = 100;

    /** Enough neighbours for the copy check; more would cost seconds an evaluation. */
    private static final int MAX_TRAIN_FEATURES = 10_000;

    /** The manifold metrics are quadratic. */
    private static final int MAX_TEST_FEATURES = 5_000;

    private final long seed;

    public ReferenceBuilder(long seed) {
        this.seed = seed;
    }

    public Reference build(Dataset dataset, Extractor extractor) throws InterruptedException {
        requireEnough(dataset, "train", dataset.train());
        requireEnough(dataset, "test", dataset.test());
        float[][] test = extract(extractor, dataset.test().images()).features();
        float[][] train = extract(
                        extractor,
                        sample(dataset.train(), MAX_TRAIN_FEATURES, seed).images())
                .features();
        float[][] manifold = test.length <= MAX_TEST_FEATURES ? test : Arrays.copyOf(test, MAX_TEST_FEATURES);
        return new Reference(
                dataset.revision(),
                extractor.name(),
                extractor.sha256(),
                extractor.shape(),
                extractor.classNames().equals(dataset.revision().classNames()),
                new FrechetDistance(GaussianStats.of(test)),
                new PrecisionRecall(manifold, Reference.NEIGHBOURS),
                new NearestTrainingDistance(train, manifold),
                test.length);
    }

    /** Features of any number of images, in chunks. */
    public static ExtractedFeatures extract(Extractor extractor, byte[][] images) throws InterruptedException {
        float[][] features = new float[images.length][];
        int[] predicted = new int[images.length];
        for (int from = 0; from < images.length; from += CHUNK) {
            if (Thread.interrupted()) {
                throw new InterruptedException("closing");
            }
            byte[][] chunk = Arrays.copyOfRange(images, from, Math.min(images.length, from + CHUNK));
            ExtractedFeatures extracted = extractor.extract(chunk);
            System.arraycopy(extracted.features(), 0, features, from, chunk.length);
            System.arraycopy(extracted.predictedClass(), 0, predicted, from, chunk.length);
        }
        return new ExtractedFeatures(features, predicted, extractor.sha256());
    }

    /** A seeded choice without replacement; all where there are no more than {@code count}. */
    public static LabelledImages sample(LabelledImages images, int count, long seed) {
        int[] positions = IntStream.range(0, images.size()).toArray();
        if (images.size() <= count) {
            return images;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(positions.length - i);
            int held = positions[i];
            positions[i] = positions[other];
            positions[other] = held;
        }
        return images.pick(Arrays.copyOf(positions, count));
    }

    private static void requireEnough(Dataset dataset, String split, LabelledImages images) {
        if (images.size() < MIN_IMAGES) {
            throw new UnusableDatasetException("Data set " + dataset.revision() + " has " + images.size() + " " + split
                    + " images; figures need at least " + MIN_IMAGES);
        }
    }
}
