package io.genstream.trainer.generator;

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
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.StepRandom;
import java.util.ArrayList;
import java.util.List;

/** What a generator in training gives away: a contact sheet for eyes, a model file for serving. */
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

        /** Picture {@code i} of a batch of values. */
        Pixels pixels(float[] values, int i) {
            int area = side * side;
            byte[] raw = new byte[channels * area];
            for (int p = 0; p < raw.length; p++) {
                raw[p] = (byte) range.toByte(values[(i * channels + p % channels) * area + p / channels]);
            }
            return new Pixels(side, side, channels, raw);
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
        Probe cells = probe(StepRandom.Purpose.PREVIEW, PREVIEW_ROWS * columns.length);
        float[] values = engine.outputs(cells).get(0);
        List<Pixels> sheet = new ArrayList<>();
        for (int i = 0; i < cells.rows(); i++) {
            sheet.add(Fit.square(made.pixels(values, i), Math.min(made.side(), PREVIEW_SIDE)));
        }
        return new PreviewSheet(ContactSheet.png(sheet, columns.length), PREVIEW_ROWS, columns.length);
    }

    public VerifiedOnnx export() {
        return new NetworkExport(form, trained.averagedWeights(), engine)
                .generator(made.range(), made.chw(), probe(StepRandom.Purpose.PROBE, PROBE_ROWS));
    }

    private Probe probe(StepRandom.Purpose purpose, int rows) {
        float[][] labels = new float[rows][];
        for (int i = 0; i < rows; i++) {
            labels[i] = columns[i % columns.length];
        }
        return new Probe(latent.draw(random, purpose, 0, rows), new long[] {latent.size()}, labels);
    }
}
