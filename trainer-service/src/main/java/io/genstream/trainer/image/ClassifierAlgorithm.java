package io.genstream.trainer.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.Reference;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.loss.CrossEntropyLoss;
import io.genstream.trainer.network.Conditions;
import io.genstream.trainer.network.DigitsClassifier;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.optimizer.Schedule;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A small convolutional classifier on shifted pictures. */
final class ClassifierAlgorithm implements Algorithm {
    private final TrainingPictures pictures;
    private final StepRandom random;
    private final double learningRate;
    private final double dropout;
    private final int shift;
    private final ScriptLibrary library;
    private final TrainableNetwork classifier;
    private final Reference engine;

    ClassifierAlgorithm(TrainingPictures pictures, RecipeSettings settings, NetworkSource source) {
        this.pictures = pictures;
        this.random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.learningRate = settings.number(ClassifierRecipe.LEARNING_RATE);
        this.dropout = settings.number(ClassifierRecipe.DROPOUT);
        this.shift = settings.count(ClassifierRecipe.SHIFT);
        int width = ImageSettings.width(settings);
        Network network = DigitsClassifier.describe(width, pictures.condition().size());
        NetworkTraining training =
                new NetworkTraining(network, Adam.withBeta1(0.9), settings.number(ClassifierRecipe.AVERAGE_DECAY));
        List<ScriptMethod> methods = new ArrayList<>(training.methods());
        methods.add(network.evaluationScript());
        methods.add(CrossEntropyLoss.method());
        this.library = ScriptLibrary.load(source.manager(), methods);
        this.classifier = source.next(training, library);
        this.engine = Reference.of(classifier, network, source.manager());
    }

    @Override
    public void step(Step step) {
        NDManager manager = step.manager();
        int count = step.pictures().length;
        NDArray batch =
                manager.create(shifted(step), new Shape(count, 1, TrainingPictures.SIDE, TrainingPictures.SIDE));
        NDArray classes = Conditions.of(pictures.condition(), pictures.labels(step.pictures()), manager);
        NDArray mask = manager.create(dropoutMask(step), new Shape(count, DigitsClassifier.FEATURES));

        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray loss = library.call(CrossEntropyLoss.NAME, classifier.forward(batch, mask), classes);
            gradients.backward(loss);
            step.losses().add("cross-entropy", loss.getFloat());
        }
        classifier.update(manager, learningRate * Schedule.COSINE.factor(step.progress()));
    }

    /** Every picture moved by up to {@code shift} pixels each way, black coming in. */
    private float[] shifted(Step step) {
        RandomGenerator generator = random.of(StepRandom.Purpose.AUGMENTATION, step.number());
        int[] indices = step.pictures();
        float[] batch = new float[indices.length * TrainingPictures.AREA];
        for (int i = 0; i < indices.length; i++) {
            int down = generator.nextInt(2 * shift + 1) - shift;
            int right = generator.nextInt(2 * shift + 1) - shift;
            Shift.into(batch, i * TrainingPictures.AREA, pictures.picture(indices[i]), down, right);
        }
        return batch;
    }

    private float[] dropoutMask(Step step) {
        RandomGenerator generator = random.of(StepRandom.Purpose.DROPOUT, step.number());
        float[] mask = new float[step.pictures().length * DigitsClassifier.FEATURES];
        float kept = (float) (1 / (1 - dropout));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = generator.nextDouble() < dropout ? 0 : kept;
        }
        return mask;
    }

    @Override
    public List<TrainableNetwork> networks() {
        return List.of(classifier);
    }

    @Override
    public ExportedModel export() {
        VerifiedOnnx file = new NetworkExport(classifier.network(), classifier.averagedWeights(), engine)
                .reader(List.of(DigitsClassifier.FEATURES, pictures.condition().size()), PictureProbe.of(pictures));
        Map<String, Double> parity = Map.of(ExportedModel.CLASSIFIER, file.largestDifference());
        return new ExportedModel(
                ModelKind.CLASSIFIER,
                Cards.classifier(pictures, parity, random),
                Map.of(ExportedModel.CLASSIFIER, file.file()));
    }

    @Override
    public Optional<PreviewSheet> preview() {
        return Optional.empty();
    }

    @Override
    public void close() {
        classifier.close();
        library.close();
    }
}
