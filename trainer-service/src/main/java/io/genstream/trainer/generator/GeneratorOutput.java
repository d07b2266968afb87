package io.genstream.trainer.generator;

import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.pixels.ContactSheet;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;
import io.genstream.trainer.export.EngineOutputs;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.Probe;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.session.NetworkSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a generator in training gives away: a contact sheet for people, a model with its card for serving. */
public final class GeneratorOutput {
    private static final int PREVIEW_ROWS = 4;
    private static final int PROBE_ROWS = 16;

    /** A dashboard's frame holds 40 colour pictures of this side. */
    private static final int PREVIEW_SIDE = 44;

    private final TrainableNetwork trained;
    private final Network form;
    private final PixelRange range;
    private final Latent latent;
    private final Labels labels;
    private final PictureSet pictures;
    private final float[][] columns;
    private final EngineOutputs engine;

    /**
     * @param form as it is served, on the averaged weights of {@code trained}
     * @param range in which it paints, and in which an encoder beside it reads
     */
    public GeneratorOutput(
            TrainableNetwork trained,
            Network form,
            PixelRange range,
            Latent latent,
            Labels labels,
            NetworkSource source) {
        this.trained = trained;
        this.form = form;
        this.range = range;
        this.latent = latent;
        this.labels = labels;
        this.pictures = labels.pictures();
        this.columns = labels.columns();
        this.engine = EngineOutputs.of(trained, form, source.manager());
    }

    /** A column a condition. */
    public PreviewSheet preview() {
        return sheet(drawn(PREVIEW_ROWS * columns.length), columns.length);
    }

    /** Pictures of noise, the same every time, so that progress can be seen. */
    public List<Pixels> drawn(int count) {
        return painted(latent.draw(labels.random(), StepRandom.Purpose.PREVIEW, 0, count));
    }

    /** Pictures of these latents, which lie one after the other. */
    public List<Pixels> painted(float[] latents) {
        return pixels(engine.outputs(probe(latents)).get(0));
    }

    /** A batch of values, channels first, as pictures. */
    public List<Pixels> pixels(float[] values) {
        int side = pictures.side();
        int channels = pictures.channels();
        int area = side * side;
        List<Pixels> batch = new ArrayList<>();
        for (int first = 0; first < values.length; first += channels * area) {
            byte[] raw = new byte[channels * area];
            for (int p = 0; p < raw.length; p++) {
                raw[p] = (byte) range.toByte(values[first + p % channels * area + p / channels]);
            }
            batch.add(new Pixels(side, side, channels, raw));
        }
        return batch;
    }

    public static PreviewSheet sheet(List<Pixels> cells, int columns) {
        List<Pixels> small = cells.stream()
                .map(cell -> Resize.AREA.square(cell, Math.min(cell.height(), PREVIEW_SIDE)))
                .toList();
        return new PreviewSheet(ContactSheet.png(small, columns), cells.size() / columns, columns);
    }

    /** @param others model files beside the generator, by role; an encoder reads pictures in the generator's range */
    public ExportedModel export(Map<String, VerifiedOnnx> others) {
        Map<String, VerifiedOnnx> files = new LinkedHashMap<>(others);
        float[] latents = latent.draw(labels.random(), StepRandom.Purpose.PROBE, 0, PROBE_ROWS);
        files.put(
                ExportedModel.GENERATOR,
                new NetworkExport(form, trained.averagedWeights(), engine)
                        .generator(range, pictures.chw(), probe(latents)));
        int side = pictures.side();
        ModelCardBuilder card = labels.card()
                .input(latent.card())
                .output(ModelOutput.rawImage(NetworkExport.IMAGE, side, side, pictures.channels()));
        switch (labels.condition().kind()) {
            case NONE -> {}
            case CLASS -> card.input(ModelInput.classIndex(NetworkExport.CONDITION_INPUT));
            case ATTRIBUTES ->
                card.input(ModelInput.attributes(
                        NetworkExport.CONDITION_INPUT, labels.condition().size()));
        }
        if (others.containsKey(ExportedModel.ENCODER)) {
            card.encoderInput(range.input(pictures.channels(), side));
        }
        return ExportedModel.of(ModelKind.GENERATOR, card, files);
    }

    private Probe probe(float[] latents) {
        float[][] rows = new float[latents.length / latent.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = columns[i % columns.length];
        }
        return new Probe(latents, new long[] {latent.size()}, rows);
    }
}
