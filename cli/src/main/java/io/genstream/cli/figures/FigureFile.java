package io.genstream.cli.figures;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Makes the folder that the file goes into. */
    static void parent(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    static CommandException unwritable(Path file, IOException cause) {
        return new CommandException(
                ExitCode.FILE_UNUSABLE,
                file + " cannot be written (" + cause.getMessage() + "): name another by --out",
                cause);
    }
}
