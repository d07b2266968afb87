package io.genstream.eval.baseline;

import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.Evaluator;
import io.genstream.eval.evaluation.FeatureSet;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.metrics.PcaGaussianSampler;
import io.genstream.eval.reference.Dataset;
import io.genstream.eval.reference.LabelledImages;
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.ReferenceBuilder;
import io.genstream.model.extractor.ExtractedFeatures;
import java.util.Arrays;

/** Measures the floor and the yardstick of a reference. Thread-safe; called by the reference worker. */
public final class Baselines {
    private final EvaluationProtocol protocol;
    private final Evaluator evaluator;

    public Baselines(EvaluationProtocol protocol, Evaluator evaluator) {
        this.protocol = protocol;
        this.evaluator = evaluator;
    }

    /** Seeded training images against the test split. Its images are copies, so its nearest-training figure is 0. */
    public Baseline floor(Reference reference, Dataset dataset, Extractor extractor) throws InterruptedException {
        LabelledImages chosen = ReferenceBuilder.sample(dataset.train(), protocol.images(), EvaluationProtocol.SEED);
        return measure(Baseline.FLOOR, reference, chosen, extractor);
    }

    /** Draws of a per-class PCA-Gaussian that was fitted to the train split, the classes evenly. */
    public Baseline yardstick(Reference reference, Dataset dataset, Extractor extractor) throws InterruptedException {
        LabelledImages train = dataset.train();
        PcaGaussianSampler sampler = PcaGaussianSampler.fit(
                train.images(), train.classes(), PcaGaussianSampler.COMPONENTS, EvaluationProtocol.SEED);
        int[] known = Arrays.stream(train.classes()).distinct().sorted().toArray();
        int[] classes = new int[protocol.images()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = known[i % known.length];
        }
        LabelledImages drawn = new LabelledImages(sampler.sample(classes, EvaluationProtocol.SEED), classes);
        return measure(Baseline.YARDSTICK, reference, drawn, extractor);
    }

    private Baseline measure(String name, Reference reference, LabelledImages images, Extractor extractor)
            throws InterruptedException {
        ExtractedFeatures extracted = ReferenceBuilder.extract(extractor, images.images());
        FeatureSet features = new FeatureSet(extracted.features(), images.classes(), extracted.predictedClass());
        return new Baseline(name, images.size(), evaluator.measure(features, reference));
    }
}
