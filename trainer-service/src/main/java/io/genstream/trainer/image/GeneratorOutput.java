package io.genstream.trainer.image;

import io.genstream.model.pixels.ContactSheet;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.Probe;
import io.genstream.trainer.export.Reference;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.StepRandom;
import java.util.ArrayList;
import java.util.List;

/** What a generator in training gives away: a contact sheet for eyes, a model file for serving. */
final class GeneratorOutput {
    private static final int PREVIEW_ROWS = 4;
    private static final int PROBE_ROWS = 16;

    private final TrainableNetwork trained;
    private final Network form;
    private final PixelRange range;
    private final int latent;
    private final TrainingPictures pictures;
    private final StepRandom random;
    private final Reference engine;

    /** @param form as it is served, on the averaged weights of {@code trained} */
    GeneratorOutput(
            TrainableNetwork trained,
            Network form,
            PixelRange range,
            int latent,
            TrainingPictures pictures,
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

    /** A column a condition. */
    PreviewSheet preview() {
        int columns = Labels.columns(pictures).length;
        Probe cells = probe(StepRandom.Purpose.PREVIEW, PREVIEW_ROWS * columns);
        float[] values = engine.outputs(cells).get(0);
        int channels = pictures.channels();
        int area = TrainingPictures.AREA;
        List<Pixels> sheet = new ArrayList<>();
        for (int i = 0; i < cells.rows(); i++) {
            byte[] raw = new byte[channels * area];
            for (int p = 0; p < raw.length; p++) {
                raw[p] = (byte) range.toByte(values[(i * channels + p % channels) * area + p / channels]);
            }
            sheet.add(new Pixels(TrainingPictures.SIDE, TrainingPictures.SIDE, channels, raw));
        }
        return new PreviewSheet(ContactSheet.png(sheet, columns), PREVIEW_ROWS, columns);
    }

    VerifiedOnnx export() {
        return new NetworkExport(form, trained.averagedWeights(), engine)
                .generator(range, pictures.chw(), probe(StepRandom.Purpose.PROBE, PROBE_ROWS));
    }

    private Probe probe(StepRandom.Purpose purpose, int rows) {
        float[][] columns = Labels.columns(pictures);
        float[][] labels = new float[rows][];
        for (int i = 0; i < rows; i++) {
            labels[i] = columns[i % columns.length];
        }
        return new Probe(random.normals(purpose, 0, rows * latent), new long[] {latent}, labels);
    }
}
