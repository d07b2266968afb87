package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.export.EngineOutputs;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.Probe;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.generator.GeneratorOutput;
import io.genstream.trainer.generator.Labels;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptLibrary;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An encoder and a decoder in training: their batches, and what they give away. Confined to its session's thread. */
final class Autoencoder {
    private static final int PROBE_ROWS = 8;
    private static final int COLUMNS = 10;

    private final AutoencoderDescription description;
    private final PictureSet pictures;
    private final StepRandom random;
    private final TrainableNetwork encoder;
    private final TrainableNetwork decoder;
    private final EngineOutputs encoderEngine;
    private final Latent latent;
    private final Labels labels;
    private final GeneratorOutput output;
    private final List<NDArray> featureWeights;

    Autoencoder(
            AutoencoderDescription description,
            PictureSet pictures,
            StepRandom random,
            TrainableNetwork encoder,
            TrainableNetwork decoder,
            NetworkSource source) {
        this.description = description;
        this.pictures = pictures;
        this.random = random;
        this.encoder = encoder;
        this.decoder = decoder;
        this.featureWeights = description.error().weights(source.manager());
        this.encoderEngine = EngineOutputs.of(encoder, description.encoder(), source.manager());
        this.latent = Latent.normal(description.latent());
        this.labels = new Labels(pictures, false, random);
        this.output = new GeneratorOutput(decoder, description.served(), description.range(), latent, labels, source);
    }

    TrainableNetwork encoder() {
        return encoder;
    }

    TrainableNetwork decoder() {
        return decoder;
    }

    /** The step's pictures, augmented, in the range that the decoder paints in. */
    NDArray batch(Step step) {
        return step.manager()
                .create(
                        description.range().of(pictures.signed(step.pictures(), step.epoch())),
                        new Shape(step.pictures().length, pictures.channels(), pictures.side(), pictures.side()));
    }

    /** What both networks are told of that batch. */
    float[][] labels(Step step) {
        return labels.real(step);
    }

    /** How far reconstructions are from the pictures. */
    NDArray error(NDArray pictures, NDArray reconstructions, ScriptLibrary library) {
        return description.error().between(pictures, reconstructions, featureWeights, library);
    }

    /** Standard normal latents, other ones for each purpose and step. */
    NDArray noise(StepRandom.Purpose purpose, Step step) {
        return latent.draw(random, purpose, step.number(), step.pictures().length, step.manager());
    }

    ExportedModel export() {
        VerifiedOnnx file = new NetworkExport(description.encoder(), encoder.averagedWeights(), encoderEngine)
                .reader(List.of(description.perLatent() * latent.size()), probe(PROBE_ROWS));
        return output.export(Map.of(ExportedModel.ENCODER, file));
    }

    /** A row of originals, one of their reconstructions, and decoded noise; where the served form rebuilds nothing, noise. */
    PreviewSheet preview() {
        if (description.served() != description.decoder()) {
            return output.preview();
        }
        Probe shown = probe(COLUMNS);
        int columns = shown.rows();
        List<Pixels> cells = output.pixels(shown.input());
        cells.addAll(output.painted(means(encoderEngine.outputs(shown).get(0))));
        cells.addAll(output.drawn(2 * columns));
        return GeneratorOutput.sheet(cells, columns);
    }

    /** Where the encoder sees each picture. */
    private float[] means(float[] rows) {
        int stride = description.perLatent() * latent.size();
        float[] means = new float[rows.length / description.perLatent()];
        for (int i = 0; i < means.length; i++) {
            means[i] = rows[i / latent.size() * stride + i % latent.size()];
        }
        return means;
    }

    private Probe probe(int rows) {
        int[] first = IntStream.range(0, Math.min(rows, pictures.size())).toArray();
        return new Probe(description.range().of(pictures.signed(first)), pictures.chw(), pictures.labels(first));
    }
}
