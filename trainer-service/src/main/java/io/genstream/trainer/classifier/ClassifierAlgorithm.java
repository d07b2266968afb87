package io.genstream.trainer.classifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.trainer.export.EngineOutputs;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.Probe;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.generator.Labels;
import io.genstream.trainer.loss.CrossEntropyLoss;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.PictureClassifier;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.optimizer.Schedule;
import io.genstream.trainer.pictures.PictureSet;
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
import java.util.stream.IntStream;

/** A small convolutional classifier on shifted pictures. */
final class ClassifierAlgorithm implements Algorithm {
    private static final int PROBE_ROWS = 16;

    private final PictureSet pictures;
    private final StepRandom random;
    private final double learningRate;
    private final double dropout;
    private final int shift;
    private final ScriptLibrary library;
    private final TrainableNetwork classifier;
    private final EngineOutputs engine;

    ClassifierAlgorithm(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        this.pictures = pictures;
        this.random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.learningRate = settings.number(ClassifierSystem.LEARNING_RATE);
        this.dropout = settings.number(ClassifierSystem.DROPOUT);
        this.shift = settings.count(ClassifierSystem.SHIFT);
        Network network = PictureClassifier.describe(
                settings.count(ClassifierSystem.WIDTH),
                pictures.side(),
                pictures.channels(),
                pictures.condition().size());
        NetworkTraining training =
                new NetworkTraining(network, Adam.withBeta1(0.9), settings.number(ClassifierSystem.AVERAGE_DECAY));
        List<ScriptMethod> methods = new ArrayList<>(training.methods());
        methods.add(network.evaluationScript());
        methods.add(CrossEntropyLoss.method());
        this.library = ScriptLibrary.load(source.manager(), methods);
        this.classifier = source.next(training, library);
        this.engine = EngineOutputs.of(classifier, network, source.manager());
    }

    @Override
    public void step(Step step) {
        NDManager manager = step.manager();
        int count = step.pictures().length;
        NDArray batch =
                manager.create(shifted(step), new Shape(count, pictures.channels(), pictures.side(), pictures.side()));
        NDArray classes = pictures.condition().rows(pictures.labels(step.pictures()), manager);
        NDArray mask = manager.create(dropoutMask(step), new Shape(count, PictureClassifier.FEATURES));

        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray loss = library.call(CrossEntropyLoss.NAME, classifier.forward(batch, mask), classes);
            gradients.backward(loss);
            step.losses().add("cross-entropy", loss.getFloat());
        }
        classifier.update(manager, learningRate * Schedule.COSINE.factor(step.progress()));
    }

    /** Every picture moved by up to {@code shift} pixels each way, black coming in. */
    private float[] shifted(Step step) {
        RandomGenerator draws = random.of(StepRandom.Purpose.AUGMENTATION, step.number());
        float[] batch = PixelRange.UNIT.of(pictures.signed(step.pictures(), step.epoch()));
        float[] moved = new float[batch.length];
        int side = pictures.side();
        int length = pictures.channels() * side * side;
        for (int first = 0; first < batch.length; first += length) {
            int down = draws.nextInt(2 * shift + 1) - shift;
            int right = draws.nextInt(2 * shift + 1) - shift;
            for (int plane = first; plane < first + length; plane += side * side) {
                move(batch, moved, plane, side, down, right);
            }
        }
        return moved;
    }

    /** One channel, down and right by whole pixels, up and left where negative. */
    static void move(float[] from, float[] to, int offset, int side, int down, int right) {
        for (int y = Math.max(0, down); y < Math.min(side, side + down); y++) {
            for (int x = Math.max(0, right); x < Math.min(side, side + right); x++) {
                to[offset + y * side + x] = from[offset + (y - down) * side + x - right];
            }
        }
    }

    private float[] dropoutMask(Step step) {
        RandomGenerator generator = random.of(StepRandom.Purpose.DROPOUT, step.number());
        float[] mask = new float[step.pictures().length * PictureClassifier.FEATURES];
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
        int classes = pictures.condition().size();
        int[] first = IntStream.range(0, Math.min(PROBE_ROWS, pictures.size())).toArray();
        Probe probe = new Probe(PixelRange.UNIT.of(pictures.signed(first)), pictures.chw(), pictures.labels(first));
        VerifiedOnnx file = new NetworkExport(classifier.network(), classifier.averagedWeights(), engine)
                .reader(List.of(PictureClassifier.FEATURES, classes), probe);
        ModelCardBuilder card = new Labels(pictures, false, random)
                .card()
                .input(PixelRange.UNIT.input(pictures.channels(), pictures.side()))
                .output(ModelOutput.vector(
                        PictureClassifier.FEATURES_OUTPUT, TensorRole.FEATURES, PictureClassifier.FEATURES))
                .output(ModelOutput.vector(PictureClassifier.LOGITS_OUTPUT, TensorRole.LOGITS, classes));
        return ExportedModel.of(ModelKind.CLASSIFIER, card, Map.of(ExportedModel.CLASSIFIER, file));
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
