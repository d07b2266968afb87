package io.genstream.cli.figures;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.model.latent.Slerp;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ways between pairs of latents, along the sphere and straight, as strips and as an animation. */
@Command(
        name = "interpolate",
        description = {
            "Draws the ways between pairs of latents, as strips and beside them as a GIF.",
            "Spherical steps (slerp) keep the length that a normal latent has; straight ones (lerp) pass nearer to the"
                    + " middle. A model with uniform latents has only the latter."
        },
        footer = {
            "  ./genstream interpolate digits-cgan",
            "  ./genstream interpolate digits-cgan --rows 2 --steps 7 --frames 13 --seed 3 --out way.png",
        })
public final class InterpolateCommand extends FigureCommand {
    private static final int MOST_ROWS = 20;
    private static final int MOST_FRAMES = 200;
    private static final Duration FRAME = Duration.ofMillis(80);

    @Option(names = "--rows", paramLabel = "N", defaultValue = "4", description = "pairs of latents (default 4)")
    private int rows;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "9", description = "pictures of a strip (default 9)")
    private int steps;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "33", description = "of the GIF, one way (default 33)")
    private int frames;

    @Override
    String draw(FigureModel model, Pictures pictures, Path file) {
        if (rows < 1 || rows > MOST_ROWS || steps < 2 || frames < steps || frames > MOST_FRAMES) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--rows must be 1 to " + MOST_ROWS + ", --steps 2 or more and --frames from that to "
                            + MOST_FRAMES);
        }
        List<Picture> ends = pictures.make(pictures.order(2 * rows, seed()));
        List<Grid.Row> ways = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            Picture from = ends.get(2 * row);
            Picture to = ends.get(2 * row + 1);
            String name = from.labelName().isEmpty() ? "" : from.labelName() + ": ";
            if (model.normal()) {
                ways.add(new Grid.Row(name + "slerp", way(pictures, from, to, Slerp::between)));
            }
            ways.add(new Grid.Row(name + "lerp", way(pictures, from, to, Slerp::linear)));
        }
        String title = model.name() + ": between two latents";
        String source = source(model, "--rows " + rows + " --steps " + steps + " --frames " + frames);
        FigureFile.write(Grid.draw(new Grid.Content(title, List.of(), strips(ways), source)), file);
        Path animation = animation(file);
        FigureFile.write(animated(ways, title, source), FRAME, animation);
        return rows + " ways of " + model.name() + " " + model.version() + ": " + file + " and " + animation;
    }

    /** Under the condition of the first end, so that nothing but the latent moves. */
    private List<BufferedImage> way(Pictures pictures, Picture from, Picture to, Line path) {
        List<float[]> latents = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            latents.add(path.at(from.latent(), to.latent(), (double) frame / (frames - 1)));
        }
        return pictures.decode(latents, from.label()).stream()
                .map(Picture::image)
                .toList();
    }

    private List<Grid.Row> strips(List<Grid.Row> ways) {
        return ways.stream()
                .map(way -> {
                    List<BufferedImage> strip = new ArrayList<>();
                    for (int step = 0; step < steps; step++) {
                        strip.add(way.pictures().get(Math.round((float) step * (frames - 1) / (steps - 1))));
                    }
                    return new Grid.Row(way.name(), strip);
                })
                .toList();
    }

    /** All ways at once, there and back: a column a pair, a row a path. */
    private List<BufferedImage> animated(List<Grid.Row> ways, String title, String source) {
        int paths = ways.size() / rows;
        List<BufferedImage> there = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            List<Grid.Row> grid = new ArrayList<>();
            for (int path = 0; path < paths; path++) {
                List<BufferedImage> pictures = new ArrayList<>();
                for (int row = 0; row < rows; row++) {
                    pictures.add(ways.get(row * paths + path).pictures().get(frame));
                }
                String[] words = ways.get(path).name().split(" ", -1);
                grid.add(new Grid.Row(words[words.length - 1], pictures));
            }
            there.add(Grid.draw(new Grid.Content(title, List.of(), grid, source)));
        }
        List<BufferedImage> back = new ArrayList<>(there.subList(1, frames - 1));
        Collections.reverse(back);
        there.addAll(back);
        return there;
    }

    private static Path animation(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - ".png".length()) + ".gif");
    }

    /** A latent between two others. */
    private interface Line {
        float[] at(float[] from, float[] to, double position);
    }
}
