package io.genstream.benchmarks.experiments;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A Markdown page with its pictures beside it; nothing is written before {@link #write}. Used by one thread. */
final class Report {
    private record Image(String file, BufferedImage picture) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Image> images = new ArrayList<>();

    Report heading(int level, String heading) {
        text.append("#".repeat(level)).append(' ').append(heading).append("\n\n");
        return this;
    }

    Report paragraph(String paragraph) {
        text.append(paragraph).append("\n\n");
        return this;
    }

    Report table(List<String> headings, List<List<String>> rows) {
        line(headings);
        line(headings.stream().map(heading -> "---").toList());
        rows.forEach(this::line);
        text.append('\n');
        return this;
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** @param source the command, commit, seed and run that it comes from */
    Report picture(String file, String title, BufferedImage picture, String source) {
        images.add(new Image(file, picture));
        text.append("![").append(title).append("](").append(file).append(")\n\n");
        text.append("*").append(title).append(".* ").append(source).append("\n\n");
        return this;
    }

    /** @return the page */
    Path write(Path directory) {
        try {
            Files.createDirectories(directory);
            for (Image image : images) {
                ImageIO.write(
                        image.picture(), "png", directory.resolve(image.file()).toFile());
            }
            return Files.writeString(
                    directory.resolve("README.md"), text.toString().stripTrailing() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written to " + directory + ": " + e.getMessage(), e);
        }
    }
}
