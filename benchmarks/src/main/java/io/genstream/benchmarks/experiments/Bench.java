package io.genstream.benchmarks.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.figures.Reconstruction;
import io.genstream.cli.generate.GenerationDownload;
import io.genstream.cli.importing.HeldOut;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** What an experiment may ask of the platform once its runs have ended. Used by one thread. */
final class Bench {
    /** Of every sheet. */
    static final int COLUMNS = 8;

    private static final int GAP = 2;
    private static final long PICTURE_SEED = 7;

    private final GatewayClient gateway;
    private final Provenance provenance;
    private final Optional<Path> source;

    /**
     * @param source of the data set's pictures, where the user named it
     */
    Bench(GatewayClient gateway, Provenance provenance, Optional<Path> source) {
        this.gateway = gateway;
        this.provenance = provenance;
        this.source = source;
    }

    /** Pictures that were kept for testing; none where nobody said where they are. */
    List<BufferedImage> heldOut(int side, int count) {
        return source.map(path -> HeldOut.pictures(path, side, count)).orElse(List.of()).stream()
                .map(Bench::read)
                .toList();
    }

    /** Of the last checkpoint, on held-out pictures. */
    Optional<Reconstruction> reconstruction(Trial trial, int side, int count) {
        List<BufferedImage> originals = heldOut(side, count);
        return originals.isEmpty()
                ? Optional.empty()
                : Optional.of(Reconstruction.of(gateway, trial.model(), trial.lastCheckpoint(), originals));
    }

    /** Pictures of the run's last checkpoint. */
    List<BufferedImage> pictures(Trial trial, int count) {
        ObjectNode order = gateway.object()
                .put("model", trial.model())
                .put("version", trial.lastCheckpoint())
                .put("count", count)
                .put("seed", PICTURE_SEED);
        List<BufferedImage> pictures = new ArrayList<>();
        gateway.read(new GenerationDownload(gateway, order).json())
                .path("images")
                .forEach(image -> pictures.add(
                        read(Base64.getDecoder().decode(image.path("image").asText()))));
        return pictures;
    }

    /** Puts a sheet of an arm's first trial into the report; of its other seeds the tables tell. */
    void show(Report report, Trial trial, String title, List<BufferedImage> pictures) {
        if (trial.seed() == Trial.FIRST_SEED) {
            report.picture(trial.arm().slug() + ".png", title, sheet(pictures), source(trial));
        }
    }

    /** The line under a picture. */
    String source(Trial trial) {
        return provenance + ", run `" + trial.curve().runId() + "`, training seed " + trial.seed() + ", picture seed "
                + PICTURE_SEED + ".";
    }

    private static BufferedImage sheet(List<BufferedImage> pictures) {
        int width = pictures.get(0).getWidth() + GAP;
        int height = pictures.get(0).getHeight() + GAP;
        int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet = new BufferedImage(COLUMNS * width - GAP, rows * height - GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        for (int i = 0; i < pictures.size(); i++) {
            pen.drawImage(pictures.get(i), i % COLUMNS * width, i / COLUMNS * height, null);
        }
        pen.dispose();
        return sheet;
    }

    private static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
