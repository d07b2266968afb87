package io.genstream.trainer.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.Reference;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.generator.GeneratorOutput;
import io.genstream.trainer.generator.GeneratorOutput.MadePictures;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.loss.VariationalLoss;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.network.CvaeDecoder;
import io.genstream.trainer.network.CvaeEncoder;
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

/** A conditional variational autoencoder (Sohn et al. 2015); the decoder's logits are sharpened where it is served. */
final class CvaeAlgorithm implements Algorithm {
    private final TrainingPictures pictures;
    private final StepRandom random;
    private final int latent;
    private final double learningRate;
    private final ScriptLibrary library;
    private final TrainableNetwork encoder;
    private final TrainableNetwork decoder;
    private final Reference encoderEngine;
    private final GeneratorOutput output;

    CvaeAlgorithm(TrainingPictures pictures, RecipeSettings settings, NetworkSource source) {
        this.pictures = pictures;
        this.random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.latent = settings.count(CvaeRecipes.LATENT);
        this.learningRate = settings.number(CvaeRecipes.LEARNING_RATE);
        int width = ImageSettings.width(settings);
        int channels = pictures.channels();
        Condition condition = pictures.condition();
        Adam adam = Adam.withBeta1(0.9);
        double decay = settings.number(CvaeRecipes.AVERAGE_DECAY);
        Network posterior = CvaeEncoder.describe(latent, width, channels, condition);
        Network logits = CvaeDecoder.describe(latent, width, channels, condition);
        Network served = CvaeDecoder.served(
                logits, settings.number(CvaeRecipes.TEMPERATURE), settings.number(CvaeRecipes.SHARPNESS));
        NetworkTraining encoderTraining = new NetworkTraining(posterior, adam, decay);
        NetworkTraining decoderTraining = new NetworkTraining(logits, adam, decay);
        List<ScriptMethod> methods = new ArrayList<>(encoderTraining.methods());
        methods.addAll(decoderTraining.methods());
        methods.add(posterior.evaluationScript());
        methods.add(served.evaluationScript());
        methods.add(VariationalLoss.sample());
        methods.add(VariationalLoss.loss(settings.number(CvaeRecipes.BETA)));
        this.library = ScriptLibrary.load(source.manager(), methods);
        this.encoder = source.next(encoderTraining, library);
        this.decoder = source.next(decoderTraining, library);
        this.encoderEngine = Reference.of(encoder, posterior, source.manager());
        this.output = new GeneratorOutput(
                decoder,
                served,
                new MadePictures(channels, TrainingPictures.SIDE, PixelRange.UNIT),
                Latent.normal(latent),
                Labels.columns(pictures),
                random,
                source);
    }

    @Override
    public void step(Step step) {
        NDManager manager = step.manager();
        int count = step.pictures().length;
        NDArray real = manager.create(
                pictures.pictures(step.pictures(), random, step.number()),
                new Shape(count, pictures.channels(), TrainingPictures.SIDE, TrainingPictures.SIDE));
        float[][] labels = pictures.labels(step.pictures());
        NDArray noise = manager.create(
                random.normals(StepRandom.Purpose.LATENT, step.number(), count * latent), new Shape(count, latent));

        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray posterior = encoder.forward(real, labels);
            NDArray latents = library.call(VariationalLoss.SAMPLE, posterior, noise);
            NDArray logits = decoder.forward(latents, labels);
            NDList terms = library.callAll(VariationalLoss.LOSS, real, logits, posterior);
            gradients.backward(terms.get(0));
            step.losses().add("total", terms.get(0).getFloat());
            step.losses().add("reconstruction", terms.get(1).getFloat());
            step.losses().add("divergence", terms.get(2).getFloat());
        }
        double rate = learningRate * Schedule.COSINE.factor(step.progress());
        encoder.update(manager, rate);
        decoder.update(manager, rate);
    }

    @Override
    public List<TrainableNetwork> networks() {
        return List.of(encoder, decoder);
    }

    @Override
    public ExportedModel export() {
        VerifiedOnnx generatorFile = output.export();
        VerifiedOnnx encoderFile = new NetworkExport(encoder.network(), encoder.averagedWeights(), encoderEngine)
                .reader(List.of(2 * latent), PictureProbe.of(pictures));
        Map<String, Double> parity = Map.of(
                ExportedModel.GENERATOR, generatorFile.largestDifference(),
                ExportedModel.ENCODER, encoderFile.largestDifference());
        return new ExportedModel(
                ModelKind.GENERATOR,
                Cards.autoencoder(pictures, latent, parity, random),
                Map.of(
                        ExportedModel.GENERATOR, generatorFile.file(),
                        ExportedModel.ENCODER, encoderFile.file()));
    }

    @Override
    public Optional<PreviewSheet> preview() {
        return Optional.of(output.preview());
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        library.close();
    }
}
