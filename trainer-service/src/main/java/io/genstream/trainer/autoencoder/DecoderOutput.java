package io.genstream.trainer.autoencoder;

import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.pixels.ContactSheet;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.Probe;
import io.genstream.trainer.export.Reference;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.Fit;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.StepRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a decoder in training gives away: cells of a contact sheet for eyes, a model file with its card for serving. Confined
 * to its session's thread.
 */
final class DecoderOutput {
    /** A dashboard's frame holds 40 colour pictures of this side. */
    private static final int PREVIEW_SIDE = 44;

    private static final int PROBE_ROWS = 8;

    private final TrainableNetwork trained;
    private final Network form;
    private final PixelRange range;
    private final int latent;
    private final PictureSet pictures;
    private final StepRandom random;
    private final Reference engine;

    /** @param form as it is served, on the averaged weights of {@code trained} */
    DecoderOutput(
            TrainableNetwork trained,
            Network form,
            PixelRange range,
            int latent,
            PictureSet pictures,
            StepRandom random,
            NetworkSource source) {
        this.trained = trained;
        this.form = form;
        this.range = range;
        this.latent = latent;
        this.pictures = pictures;
        this.random = random;
        this.engine = Reference.of(trained, form, source.manager());
    }

    /** Pictures of noise, the same every time, so that progress can be seen. */
    List<Pixels> drawn(int count) {
        return painted(random(StepRandom.Purpose.PREVIEW, count));
    }

    /** Pictures of these latents, which lie one after the other. */
    List<Pixels> painted(float[] latents) {
        Probe probe = probe(latents);
        return pixels(engine.outputs(probe).get(0), probe.rows());
    }

    /** Values in the generator's range, channels first, as pictures. */
    List<Pixels> pixels(float[] values, int count) {
        int channels = pictures.channels();
        int side = pictures.side();
        List<Pixels> sheet = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] raw = new byte[channels * side * side];
            for (int p = 0; p < raw.length; p++) {
                raw[p] = (byte) range.toByte(values[(i * channels + p % channels) * side * side + p / channels]);
            }
            sheet.add(new Pixels(side, side, channels, raw));
        }
        return sheet;
    }

    static PreviewSheet sheet(List<Pixels> cells, int columns) {
        List<Pixels> small = cells.stream()
                .map(cell -> Fit.square(cell, Math.min(cell.height(), PREVIEW_SIDE)))
                .toList();
        return new PreviewSheet(ContactSheet.png(small, columns), cells.size() / columns, columns);
    }

    /** @param others files that go with the generator, by role */
    ExportedModel export(Map<String, VerifiedOnnx> others) {
        long[] shape = {pictures.channels(), pictures.side(), pictures.side()};
        Map<String, VerifiedOnnx> files = new LinkedHashMap<>(others);
        files.put(
                ExportedModel.GENERATOR,
                new NetworkExport(form, trained.averagedWeights(), engine)
                        .generator(range, shape, probe(random(StepRandom.Purpose.PROBE, PROBE_ROWS))));
        Map<String, byte[]> artifacts = new LinkedHashMap<>();
        files.forEach((role, file) -> artifacts.put(role, file.file()));
        return new ExportedModel(ModelKind.GENERATOR, card(files), artifacts);
    }

    private ModelCard card(Map<String, VerifiedOnnx> files) {
        PictureFacts facts = pictures.facts();
        int side = pictures.side();
        ModelCardBuilder card = ModelCard.builder(side, side, pictures.channels())
                .input(ModelInput.normalLatent(NetworkExport.LATENT_INPUT, latent))
                .output(ModelOutput.rawImage(NetworkExport.IMAGE, side, side, pictures.channels()))
                .trainingData(facts.datasetId() + " r" + facts.revision())
                .licence(facts.licence());
        files.forEach((role, file) -> card.metric("parity-" + role, file.largestDifference()));
        return card.build();
    }

    private float[] random(StepRandom.Purpose purpose, int rows) {
        return random.normals(purpose, 0, rows * latent);
    }

    private Probe probe(float[] latents) {
        return new Probe(latents, new long[] {latent}, new float[latents.length / latent][0]);
    }
}
