package io.genstream.trainer.digits;

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
import java.util.stream.IntStream;

/** What the two digit generators give away: a contact sheet for eyes, a model file for serving. */
final class GeneratorOutput {
    private static final int PREVIEW_ROWS = 4;
    private static final int PROBE_ROWS = 16;

    private final TrainableNetwork trained;
    private final Network form;
    private final PixelRange range;
    private final int latent;
    private final StepRandom random;
    private final Reference engine;

    /** @param form as it is served, on the averaged weights of {@code trained} */
    GeneratorOutput(
            TrainableNetwork trained,
            Network form,
            PixelRange range,
            int latent,
            StepRandom random,
            NetworkSource source) {
        this.trained = trained;
        this.form = form;
        this.range = range;
        this.latent = latent;
        this.random = random;
        this.engine = Reference.of(trained, form, source.manager());
    }

    /** A column a class. */
    PreviewSheet preview() {
        int classes = form.classes();
        Probe cells = probe(StepRandom.Purpose.PREVIEW, PREVIEW_ROWS * classes);
        float[] values = engine.outputs(cells).get(0);
        List<Pixels> pictures = new ArrayList<>();
        for (int i = 0; i < cells.rows(); i++) {
            byte[] raw = new byte[DigitPictures.AREA];
            for (int p = 0; p < raw.length; p++) {
                raw[p] = (byte) range.toByte(values[i * raw.length + p]);
            }
            pictures.add(new Pixels(DigitPictures.SIDE, DigitPictures.SIDE, 1, raw));
        }
        return new PreviewSheet(ContactSheet.png(pictures, classes), PREVIEW_ROWS, classes);
    }

    VerifiedOnnx export() {
        return new NetworkExport(form, trained.averagedWeights(), engine)
                .generator(range, DigitPictures.CHW, probe(StepRandom.Purpose.PROBE, PROBE_ROWS));
    }

    private Probe probe(StepRandom.Purpose purpose, int rows) {
        int[] classes = IntStream.range(0, rows).map(i -> i % form.classes()).toArray();
        return new Probe(random.normals(purpose, 0, rows * latent), new long[] {latent}, classes);
    }
}
