package io.genstream.cli.figures;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Two dimensions of what a model makes beside two of what it makes it from. */
@Command(
        name = "latents",
        description = {
            "Projects pictures and their latents to two principal components each.",
            "Classes are coloured; without classes, quarters of the pictures along their first component, so that one"
                    + " sees whether neighbours stay neighbours."
        },
        footer = {"  ./genstream latents digits-cgan", "  ./genstream latents digits-cgan --count 100 --out latents.png"
        })
public final class LatentsCommand extends FigureCommand {
    private static final int FEWEST = 10;
    private static final int MOST = 1_000;
    private static final int QUARTERS = 4;
    private static final int MOST_COLOURS = 16;

    @Option(names = "--count", paramLabel = "N", defaultValue = "400", description = "pictures (default 400)")
    private int count;

    @Override
    String draw(FigureModel model, Pictures pictures, Path file) {
        if (count < FEWEST || count > MOST) {
            throw new CommandException(ExitCode.USAGE, "--count must be " + FEWEST + " to " + MOST + ", not " + count);
        }
        List<Picture> made = pictures.make(pictures.order(count, seed()));
        Pca images = Pca.of(made.stream().map(p -> values(p.image())).toArray(float[][]::new), 2);
        Pca latents = Pca.of(made.stream().map(Picture::latent).toArray(float[][]::new), 2);
        List<Group> groups = groups(model, made, images);
        List<Chart> charts =
                List.of(chart(model.name() + ": pictures", images, groups), chart("their latents", latents, groups));
        FigureFile.write(Chart.sheet(List.of(charts), source(model, "--count " + count)), file);
        return String.format(
                Locale.ROOT,
                "%d pictures of %s %s: two components hold %.0f %% of the pictures' variance, %.0f %% of the latents':"
                        + " %s",
                count,
                model.name(),
                model.version(),
                100 * (images.shares()[0] + images.shares()[1]),
                100 * (latents.shares()[0] + latents.shares()[1]),
                file);
    }

    /** What has one colour. */
    private record Group(String name, int[] members) {}

    private static List<Group> groups(FigureModel model, List<Picture> made, Pca images) {
        List<Group> groups = new ArrayList<>();
        if (!model.classes().isEmpty() && model.classes().size() <= MOST_COLOURS) {
            for (String name : model.classes()) {
                groups.add(group(name, made.size(), i -> made.get(i).labelName().equals(name)));
            }
            return groups;
        }
        double[] first = Arrays.stream(images.scores())
                .mapToDouble(score -> score[0])
                .sorted()
                .toArray();
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            double from = quarter == 0 ? Double.NEGATIVE_INFINITY : first[first.length * quarter / QUARTERS];
            double to =
                    quarter == QUARTERS - 1 ? Double.POSITIVE_INFINITY : first[first.length * (quarter + 1) / QUARTERS];
            groups.add(group(
                    "quarter " + (quarter + 1),
                    made.size(),
                    i -> images.scores()[i][0] >= from && images.scores()[i][0] < to));
        }
        return groups;
    }

    private static Group group(String name, int size, IntPredicate member) {
        return new Group(name, IntStream.range(0, size).filter(member).toArray());
    }

    private static Chart chart(String title, Pca pca, List<Group> groups) {
        List<Chart.Series> series = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            int[] members = groups.get(g).members();
            series.add(new Chart.Series(groups.get(g).name(), g, column(pca, members, 0), column(pca, members, 1)));
        }
        return Chart.points(title, name(pca, 0), name(pca, 1), series);
    }

    private static String name(Pca pca, int component) {
        return String.format(
                Locale.ROOT, "component %d (%.1f %% of variance)", component + 1, 100 * pca.shares()[component]);
    }

    private static double[] column(Pca pca, int[] members, int component) {
        return Arrays.stream(members)
                .mapToDouble(i -> pca.scores()[i][component])
                .toArray();
    }

    private static float[] values(BufferedImage image) {
        Raster raster = image.getRaster();
        return raster.getPixels(0, 0, image.getWidth(), image.getHeight(), (float[]) null);
    }
}
