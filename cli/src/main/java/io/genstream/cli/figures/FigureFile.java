package io.genstream.cli.figures;

import com.madgag.gif.fmsware.AnimatedGifEncoder;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Where figures go. Stateless. */
final class FigureFile {
    private FigureFile() {}

    /** What the user said, or {@code otherwise}.png here. */
    static Path png(Path asked, String otherwise) {
        Path file = asked != null ? asked : Path.of(otherwise + ".png");
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new CommandException(ExitCode.USAGE, "--out " + file + ": figures are PNG, name it " + file + ".png");
        }
        return file;
    }

    static void write(BufferedImage figure, Path file) {
        try {
            parent(file);
            ImageIO.write(figure, "png", file.toFile());
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Frames as a GIF that goes on for ever. */
    static void write(List<BufferedImage> frames, Duration each, Path file) {
        try {
            parent(file);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                AnimatedGifEncoder encoder = new AnimatedGifEncoder();
                encoder.start(out);
                encoder.setRepeat(0);
                encoder.setDelay((int) each.toMillis());
                frames.forEach(encoder::addFrame);
                if (!encoder.finish()) { // it keeps exceptions for itself
                    throw new IOException("the stream broke off");
                }
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Makes the folder that the file goes into. */
    private static void parent(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    private static CommandException unwritable(Path file, IOException cause) {
        return new CommandException(
                ExitCode.FILE_UNUSABLE,
                file + " cannot be written (" + cause.getMessage() + "): name another by --out",
                cause);
    }
}
