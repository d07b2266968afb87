package io.genstream.cli.importing;

import io.genstream.model.pixels.PixelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a source that an import with default settings keeps for testing. Stateless. */
public final class HeldOut {
    private HeldOut() {}

    /**
     * In colour, the middle square at {@code side}, as PNG.
     *
     * @param most of them, the first in the source's order
     */
    public static List<byte[]> pictures(Path path, int side, int most) {
        List<byte[]> pictures = new ArrayList<>();
        try (Sources sources = Sources.open(path);
                Readers readers = new Readers()) {
            Identities identities = new Identities(Identities.Kind.CONTENT);
            ImportLimits limits = new ImportLimits();
            identities.give(sources.source().samples(), readers, limits.maxBytes(), done -> {});
            PictureFitter fitter = new PictureFitter(side, true);
            for (Sample sample : identities.samples()) {
                if (pictures.size() < most && ImportPlan.split(sample, ImportCommand.TEST_SHARE) == Sample.Split.TEST) {
                    Picture picture = sample.picture();
                    pictures.add(fitter.png(picture.decode(picture.load(), limits.maxPixels(), fitter::frame)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Sources.unusable(path, "interrupted", e);
        } catch (IOException | PixelException e) {
            throw Sources.unusable(path, e.getMessage(), e);
        }
        return pictures;
    }
}
