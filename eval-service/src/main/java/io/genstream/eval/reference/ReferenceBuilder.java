package io.genstream.eval.reference;

import io.genstream.eval.extractor.Canvas;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.PcaExtractor;
import io.genstream.eval.metrics.Agreement;
import io.genstream.eval.metrics.DensityCoverage;
import io.genstream.eval.metrics.FrechetDistance;
import io.genstream.eval.metrics.GaussianStats;
import io.genstream.eval.metrics.Metric;
import io.genstream.eval.metrics.NearestTrainingDistance;
import io.genstream.eval.metrics.PrecisionRecall;
import io.genstream.model.extractor.ExtractedFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Makes references out of data sets. Stateless and thread-safe; an interrupt ends it early. Called by the reference worker. */
public final class ReferenceBuilder {
    /** As many as an extractor takes at once: a stop waits for one, which takes a large network most of a second. */
    private static final int CHUNK = 32;

    /** Fewer real images say nothing about a distribution. */
    static final int MIN_TRAIN = 20;

    /** With fewer of them the train split is the reference, and the metrics' names say so. */
    static final int MIN_TEST = 200;

    /** Enough neighbours for the copy check; more would cost seconds an evaluation. */
    private static final int MAX_TRAIN_FEATURES = 10_000;

    /** More change the components little, and cost seconds and tens of MB. */
    private static final int MAX_COMPONENT_IMAGES = 2_000;

    /** The manifold metrics are quadratic. */
    private static final int MAX_MANIFOLD = 5_000;

    /** Which neighbour the balls of precision and recall reach to. */
    private static final int NEIGHBOURS = 3;

    /** Likewise of density and coverage. */
    private static final int COVERAGE_NEIGHBOURS = 5;

    private final long seed;

    public ReferenceBuilder(long seed) {
        this.seed = seed;
    }

    /** The extractor of a data set that has no better one. */
    PcaExtractor components(Dataset dataset, Canvas canvas) {
        requireEnough(dataset);
        return PcaExtractor.fit(
                canvas, sample(dataset.train(), MAX_COMPONENT_IMAGES, seed).images(), seed);
    }

    public Reference build(Dataset dataset, Extractor extractor) throws InterruptedException {
        requireEnough(dataset);
        boolean held = dataset.test().size() >= MIN_TEST;
        float[][] train = extract(
                        extractor,
                        sample(dataset.train(), MAX_TRAIN_FEATURES, seed).images())
                .features();
        float[][] real = held ? extract(extractor, dataset.test().images()).features() : train;
        FrechetDistance frechet = new FrechetDistance(GaussianStats.of(real));
        if (!(frechet.referenceTrace() > 0)) {
            throw new UnusableDatasetException("The pictures of data set " + dataset.revision()
                    + " are all the same to extractor " + extractor.name() + ": there is nothing to measure");
        }
        return new Reference(
                dataset.revision(),
                extractor,
                held ? Reference.Side.TEST : Reference.Side.TRAIN,
                frechet,
                metrics(dataset, extractor, train, held ? real : null),
                real.length);
    }

    /** @param test null where the train split is the reference */
    private static List<Metric> metrics(Dataset dataset, Extractor extractor, float[][] train, float[][] test) {
        float[][] real = test == null ? train : test;
        float[][] manifold = real.length <= MAX_MANIFOLD ? real : Arrays.copyOf(real, MAX_MANIFOLD);
        List<Metric> metrics = new ArrayList<>();
        metrics.add(new PrecisionRecall(manifold, NEIGHBOURS));
        metrics.add(new DensityCoverage(manifold, COVERAGE_NEIGHBOURS));
        metrics.add(
                test == null
                        ? NearestTrainingDistance.amongTraining(train)
                        : new NearestTrainingDistance(train, manifold));
        List<String> classes = extractor.classNames();
        if (!classes.isEmpty() && classes.equals(dataset.revision().classNames())) {
            metrics.add(new Agreement());
        }
        return metrics;
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

    private static void requireEnough(Dataset dataset) {
        if (dataset.train().size() < MIN_TRAIN) {
            throw new UnusableDatasetException("Data set " + dataset.revision() + " has "
                    + dataset.train().size() + " train images; figures need at least " + MIN_TRAIN);
        }
    }
}
