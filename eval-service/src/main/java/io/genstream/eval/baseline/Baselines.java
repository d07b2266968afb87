package io.genstream.eval.baseline;

import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.Evaluator;
import io.genstream.eval.metrics.FeatureSet;
import io.genstream.eval.metrics.PcaGaussianSampler;
import io.genstream.eval.reference.Dataset;
import io.genstream.eval.reference.LabelledImages;
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.ReferenceBuilder;
import io.genstream.model.extractor.ExtractedFeatures;
import java.util.Arrays;
import java.util.Optional;

/** Measures the floor and the yardstick of a reference. Thread-safe; called by the reference worker. */
public final class Baselines {
    /** Of all training images together: what fits in half a minute and 80 MB; 10,000 grey images of 32x32. */
    private static final long MAX_FITTED_VALUES = 10_240_000;

    private final EvaluationProtocol protocol;
    private final Evaluator evaluator;

    public Baselines(EvaluationProtocol protocol, Evaluator evaluator) {
        this.protocol = protocol;
        this.evaluator = evaluator;
    }

    /** How many images stand for a model's. */
    int images(Reference reference) {
        return protocol.images(reference);
    }

    /**
     * Seeded training images against the test split. Its images are copies, so its nearest-training figure is 0. None where the
     * train split is the reference, or where it is too small to compare with a model's images.
     */
    public Optional<Baseline> floor(Reference reference, Dataset dataset) throws InterruptedException {
        if (reference.side() == Reference.Side.TRAIN || dataset.train().size() < images(reference)) {
            return Optional.empty();
        }
        LabelledImages chosen = ReferenceBuilder.sample(dataset.train(), images(reference), EvaluationProtocol.SEED);
        return Optional.of(measure(Baseline.FLOOR, reference, chosen));
    }

    /** Draws of a per-class PCA-Gaussian that was fitted to the train split, the classes evenly; none where no class has two images. */
    public Optional<Baseline> yardstick(Reference reference, Dataset dataset) throws InterruptedException {
        int most = (int) (MAX_FITTED_VALUES / dataset.train().images()[0].length);
        LabelledImages train = ReferenceBuilder.sample(dataset.train(), most, EvaluationProtocol.SEED)
                .withoutClassesOfOne();
        if (train.size() == 0) {
            return Optional.empty();
        }
        PcaGaussianSampler sampler = PcaGaussianSampler.fit(
                train.images(), train.classes(), PcaGaussianSampler.COMPONENTS, EvaluationProtocol.SEED);
        int[] known = Arrays.stream(train.classes()).distinct().sorted().toArray();
        int[] classes = new int[images(reference)];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = known[i % known.length];
        }
        LabelledImages drawn = new LabelledImages(sampler.sample(classes, EvaluationProtocol.SEED), classes);
        return Optional.of(measure(Baseline.YARDSTICK, reference, drawn));
    }

    private Baseline measure(String name, Reference reference, LabelledImages images) throws InterruptedException {
        ExtractedFeatures extracted = ReferenceBuilder.extract(reference.extractor(), images.images());
        FeatureSet features = new FeatureSet(extracted.features(), images.classes(), extracted.predictedClass());
        return new Baseline(name, images.size(), evaluator.measure(features, reference));
    }
}
