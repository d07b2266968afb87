package io.genstream.cli.importing;

import io.genstream.model.pixels.Idx;
import io.genstream.model.pixels.PixelException;
import io.genstream.model.pixels.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder of MNIST and its relatives: pairs of gzipped IDX files. What is called test or t10k is the test split. */
final class IdxSource implements Layout {
    private static final String IMAGES = "-images-idx3-ubyte.gz";
    private static final String LABELS = "-labels-idx1-ubyte.gz";

    @Override
    public String name() {
        return "idx";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        return root.file().isEmpty() && !prefixes(root.folder()).isEmpty();
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        Path folder = root.folder();
        List<Sample> samples = new ArrayList<>();
        TreeSet<Integer> classes = new TreeSet<>();
        try {
            for (String prefix : prefixes(folder)) {
                List<Pixels> images = Idx.images(folder.resolve(prefix + IMAGES));
                int[] labels = Idx.labels(folder.resolve(prefix + LABELS));
                if (labels.length != images.size()) {
                    throw new PixelException(
                            prefix + " has " + images.size() + " pictures and " + labels.length + " labels");
                }
                boolean test = prefix.startsWith("t10k") || prefix.startsWith("test");
                for (int i = 0; i < labels.length; i++) {
                    Pixels image = images.get(i);
                    classes.add(labels[i]);
                    samples.add(Sample.ofClass(
                                    String.format("%s-%06d", prefix, i), pixels(image), Integer.toString(labels[i]))
                            .in(test ? Sample.Split.TEST : Sample.Split.TRAIN));
                }
            }
        } catch (PixelException e) {
            throw Sources.unusable(folder, e.getMessage(), e);
        }
        List<String> names = classes.stream().map(String::valueOf).toList();
        return new PictureSource(PictureSource.Labels.CLASS, names, samples, List.of());
    }

    private static Picture pixels(Pixels image) {
        return Picture.raw(image.height(), image.width(), image.channels(), image::raw);
    }

    private static List<String> prefixes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(IMAGES))
                    .map(name -> name.substring(0, name.length() - IMAGES.length()))
                    .sorted()
                    .toList();
        }
    }
}
