package org.example.research;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.schemas.SettingType;
import io.genstream.trainer.export.EngineOutputs;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.Probe;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.network.Activation;
import io.genstream.trainer.network.BatchNorm;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.network.DenseToMap;
import io.genstream.trainer.network.Initialiser;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.network.TransposedConv;
import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a researcher writes: a system of one's own in one file, outside the house's packages. Here a generator without a
 * discriminator, which lowers the energy distance (Székely and Rizzo 2013) between a batch of its pictures and a real one,
 * after Li et al. 2015, "Generative moment matching networks".
 */
public final class EnergyGenerator implements TrainingSystem {
    private static final int LATENT = 16;

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.of("width", SettingType.SIZE, "16", "channels next to the picture"),
                Setting.of("learningRate", SettingType.RATE, "0.001", "Adam's"));
    }

    @Override
    public Algorithm make(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        return new Learning(pictures, settings, source);
    }

    /** The network: layers, described once for training and for serving. */
    static Network network(int side, int channels, int width) {
        return new Network(
                "generator",
                Condition.none(),
                List.of(
                        new DenseToMap(LATENT, 2 * width, side / 4, Initialiser.HE),
                        new BatchNorm(2 * width),
                        Activation.RELU,
                        new TransposedConv(2 * width, width, false, Initialiser.HE),
                        new BatchNorm(width),
                        Activation.RELU,
                        new TransposedConv(width, channels, true, Initialiser.HE),
                        Activation.TANH),
                "picture");
    }

    /** The loss: {@code 2 E|x - y| - E|x - x'| - E|y - y'|} over all pairs of the batches. */
    static ScriptMethod energyDistance() {
        ScriptBuilder script = new ScriptBuilder("energy_distance");
        String real = script.assign("torch.flatten({}, 1, -1)", script.parameter("real"));
        String made = script.assign("torch.flatten({}, 1, -1)", script.parameter("made"));
        String across = meanDistance(script, real, made);
        String within =
                script.assign("torch.add({}, {})", meanDistance(script, real, real), meanDistance(script, made, made));
        return script.returns(script.assign("torch.sub(torch.mul({}, 2.0), {})", across, within));
    }

    private static String meanDistance(ScriptBuilder script, String one, String other) {
        String pairs = script.assign("torch.sub(torch.unsqueeze({}, 1), torch.unsqueeze({}, 0))", one, other);
        // the root has no slope at 0, where a picture meets itself
        return script.assign("torch.mean(torch.sqrt(torch.add(torch.sum(torch.pow({}, 2), [2]), 0.000001)))", pairs);
    }

    /** The steps. */
    private static final class Learning implements Algorithm {
        private final PictureSet pictures;
        private final StepRandom random;
        private final double learningRate;
        private final ScriptLibrary library;
        private final TrainableNetwork generator;
        private final EngineOutputs engine;

        Learning(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
            this.pictures = pictures;
            this.random = new StepRandom(settings.whole("seed"));
            this.learningRate = settings.number("learningRate");
            Network network = network(pictures.side(), pictures.channels(), settings.count("width"));
            NetworkTraining training = new NetworkTraining(network, Adam.withBeta1(0.5), 0.9);
            List<ScriptMethod> methods = new ArrayList<>(training.methods());
            methods.add(network.evaluationScript());
            methods.add(energyDistance());
            this.library = ScriptLibrary.load(source.manager(), methods);
            this.generator = source.next(training, library);
            this.engine = EngineOutputs.of(generator, network, source.manager());
        }

        @Override
        public void step(Step step) {
            NDManager manager = step.manager();
            int count = step.pictures().length;
            NDArray real = manager.create(
                    pictures.signed(step.pictures(), step.epoch()),
                    new Shape(count, pictures.channels(), pictures.side(), pictures.side()));
            NDArray latents = manager.create(
                    random.normals(StepRandom.Purpose.LATENT, step.number(), count * LATENT), new Shape(count, LATENT));
            try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
                NDArray distance = library.call("energy_distance", real, generator.forward(latents));
                gradients.backward(distance);
                step.losses().add("energy", distance.getFloat());
            }
            generator.update(manager, learningRate);
        }

        @Override
        public List<TrainableNetwork> networks() {
            return List.of(generator);
        }

        @Override
        public ExportedModel export() {
            int side = pictures.side();
            long[] shape = {pictures.channels(), side, side};
            Probe probe = new Probe(
                    random.normals(StepRandom.Purpose.PROBE, 0, 8 * LATENT), new long[] {LATENT}, new float[8][0]);
            VerifiedOnnx file = new NetworkExport(generator.network(), generator.averagedWeights(), engine)
                    .generator(PixelRange.SIGNED, shape, probe);
            ModelCard card = ModelCard.builder(side, side, pictures.channels())
                    .input(ModelInput.normalLatent(NetworkExport.LATENT_INPUT, LATENT))
                    .output(ModelOutput.rawImage(NetworkExport.IMAGE, side, side, pictures.channels()))
                    .trainingData(pictures.facts().datasetId())
                    .licence(pictures.facts().licence())
                    .build();
            return new ExportedModel(ModelKind.GENERATOR, card, Map.of(ExportedModel.GENERATOR, file.file()));
        }

        @Override
        public Optional<PreviewSheet> preview() {
            return Optional.empty();
        }

        @Override
        public void close() {
            generator.close();
            library.close();
        }
    }
}
