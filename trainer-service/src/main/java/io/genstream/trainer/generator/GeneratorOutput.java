package io.genstream.trainer.generator;

import io.genstream.model.pixels.ContactSheet;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.Probe;
import io.genstream.trainer.export.Reference;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.session.NetworkSource;
import java.util.ArrayList;
import java.util.List;

/** What a generator in training gives away: a contact sheet for people, a model file for serving. */
public final class GeneratorOutput {
    private static final int PREVIEW_ROWS = 4;
    private static final int PROBE_ROWS = 16;

    /** A dashboard's frame holds 40 colour pictures of this side. */
    private static final int PREVIEW_SIDE = 44;

    private final TrainableNetwork trained;
    private final Network form;
    private final MadePictures made;
    private final Latent latent;
    private final float[][] columns;
    private final StepRandom random;
    private final Reference engine;

    /**
     * What the generator paints.
     *
     * @param side of the square
     */
    public record MadePictures(int channels, int side, PixelRange range) {
        long[] chw() {
            return new long[] {channels, side, side};
        }

        /** A batch of values, channels first, as pictures. */
        public List<Pixels> pixels(float[] values) {
            int area = side * side;
            List<Pixels> pictures = new ArrayList<>();
            for (int first = 0; first < values.length; first += channels * area) {
                byte[] raw = new byte[channels * area];
                for (int p = 0; p < raw.length; p++) {
                    raw[p] = (byte) range.toByte(values[first + p % channels * area + p / channels]);
                }
                pictures.add(new Pixels(side, side, channels, raw));
            }
            return pictures;
        }
    }

    /**
     * @param form as it is served, on the averaged weights of {@code trained}
     * @param columns labels that a contact sheet shows, a column each; rows of nothing where unconditional
     */
    public GeneratorOutput(
            TrainableNetwork trained,
            Network form,
            MadePictures made,
            Latent latent,
            float[][] columns,
            StepRandom random,
            NetworkSource source) {
        this.trained = trained;
        this.form = form;
        this.made = made;
        this.latent = latent;
        this.columns = columns;
        this.random = random;
        this.engine = Reference.of(trained, form, source.manager());
    }

    /** A column a condition. */
    public PreviewSheet preview() {
        return sheet(drawn(PREVIEW_ROWS * columns.length), columns.length);
    }

    /** Pictures of noise, the same every time, so that progress can be seen. */
    public List<Pixels> drawn(int count) {
        return painted(latent.draw(random, StepRandom.Purpose.PREVIEW, 0, count));
    }

    /** Pictures of these latents, which lie one after the other. */
    public List<Pixels> painted(float[] latents) {
        return made.pixels(engine.outputs(probe(latents)).get(0));
    }

    public static PreviewSheet sheet(List<Pixels> cells, int columns) {
        List<Pixels> small = cells.stream()
                .map(cell -> Resize.AREA.square(cell, Math.min(cell.height(), PREVIEW_SIDE)))
                .toList();
        return new PreviewSheet(ContactSheet.png(small, columns), cells.size() / columns, columns);
    }

    public VerifiedOnnx export() {
        float[] latents = latent.draw(random, StepRandom.Purpose.PROBE, 0, PROBE_ROWS);
        return new NetworkExport(form, trained.averagedWeights(), engine)
                .generator(made.range(), made.chw(), probe(latents));
    }

    private Probe probe(float[] latents) {
        float[][] labels = new float[latents.length / latent.size()][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = columns[i % columns.length];
        }
        return new Probe(latents, new long[] {latent.size()}, labels);
    }
}
