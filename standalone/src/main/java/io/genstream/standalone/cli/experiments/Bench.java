package io.genstream.standalone.cli.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.standalone.cli.client.GatewayClient;
import io.genstream.standalone.cli.figures.Reconstruction;
import io.genstream.standalone.cli.generate.GenerationDownload;
import io.genstream.standalone.cli.importing.HeldOut;
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
    private static final int GAP = 2;

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
    List<BufferedImage> pictures(Trial trial, int count, long seed) {
        ObjectNode order = gateway.object()
                .put("model", trial.model())
                .put("version", trial.lastCheckpoint())
                .put("count", count)
                .put("seed", seed);
        List<BufferedImage> pictures = new ArrayList<>();
        gateway.read(new GenerationDownload(gateway, order).json())
                .path("images")
                .forEach(image -> pictures.add(
                        read(Base64.getDecoder().decode(image.path("image").asText()))));
        return pictures;
    }

    /** The line under a picture. */
    String source(Trial trial, long seed) {
        return provenance + ", run `" + trial.curve().runId() + "`, training seed " + trial.seed() + ", picture seed "
                + seed + ".";
    }

    static BufferedImage sheet(List<BufferedImage> pictures, int columns) {
        int width = pictures.get(0).getWidth() + GAP;
        int height = pictures.get(0).getHeight() + GAP;
        int rows = (pictures.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(columns * width - GAP, rows * height - GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        for (int i = 0; i < pictures.size(); i++) {
            pen.drawImage(pictures.get(i), i % columns * width, i / columns * height, null);
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
