package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CelebA as its authors lay it out (Liu et al. 2015, mmlab.ie.cuhk.edu.hk/projects/CelebA.html): img_align_celeba/,
 * list_attr_celeba.txt with a count, the names of the attributes and a row of -1 and 1 a picture, and where they are there
 * list_eval_partition.txt (0 train, 1 validation, 2 test) and identity_CelebA.txt, whose number is the record's subject.
 */
final class CelebaSource {
    static final String ATTRIBUTES = "list_attr_celeba.txt";
    /** Of the aligned pictures, which habitual crops (108, 148) are told of. */
    static final int NATIVE_WIDTH = 178;

    private static final String PICTURES = "img_align_celeba";
    private static final String PARTITION = "list_eval_partition.txt";
    private static final String IDENTITY = "identity_CelebA.txt";
    private static final int DEPTH = 3;
    private static final String ORIGIN =
            "CelebA, for non-commercial research (mmlab.ie.cuhk.edu.hk/projects/CelebA.html)";

    private final Path table;
    private final Path pictures;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Map<String, Float> values = Map.of("1", 1f, "-1", -1f);

    private CelebaSource(Path table, Path pictures) {
        this.table = table;
        this.pictures = pictures;
    }

    /** The table of attributes, if this is CelebA: below the folder, or beside the archive of pictures. */
    static Optional<Path> table(Path folder, Path path) throws IOException {
        Optional<Path> inside = find(folder, ATTRIBUTES);
        Path beside = path.resolveSibling(ATTRIBUTES);
        boolean picturesOnly =
                path.getFileName() != null && path.getFileName().toString().startsWith(PICTURES);
        return inside.isEmpty() && picturesOnly && Files.isRegularFile(beside) ? Optional.of(beside) : inside;
    }

    static PictureSource read(Path folder, Path table) throws IOException {
        return new CelebaSource(table, find(folder, PICTURES).orElse(folder)).read(folder);
    }

    private PictureSource read(Path folder) throws IOException {
        Map<String, String> splits = columns(folder, PARTITION);
        Map<String, String> people = columns(folder, IDENTITY);
        try (BufferedReader lines = Files.newBufferedReader(table)) {
            String count = lines.readLine();
            String header = lines.readLine();
            if (header == null || !count.strip().matches("\\d+")) {
                throw Sources.unusable(table, "its first line must be the count, its second the attributes", null);
            }
            List<String> names = words(header);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    row(words(line), names.size(), splits, people);
                }
            }
            return new PictureSource(Labels.ATTRIBUTES, names, samples, leftOut).from(NATIVE_WIDTH, ORIGIN);
        }
    }

    private void row(List<String> row, int names, Map<String, String> splits, Map<String, String> people) {
        String name = row.get(0);
        List<Float> labels = row.stream()
                .skip(1)
                .map(values::get)
                .takeWhile(value -> value != null)
                .toList();
        Path picture = pictures.resolve(name);
        if (labels.size() != names || row.size() != names + 1) {
            leftOut.add(name + ": needs " + names + " values of -1 or 1 in " + table.getFileName());
        } else if (!Files.isRegularFile(picture)) {
            leftOut.add(name + ": there is no such file in " + PICTURES);
        } else {
            Sample sample = Sample.ofAttributes(name, Picture.file(picture), labels);
            String person = people.get(name);
            Sample owned = person == null ? sample : sample.of(person);
            samples.add(splits.containsKey(name) ? owned.in(split(name, splits.get(name))) : owned);
        }
    }

    private Sample.Split split(String name, String number) {
        return switch (number) {
            case "0" -> Sample.Split.TRAIN;
            case "1" -> Sample.Split.VALIDATION;
            case "2" -> Sample.Split.TEST;
            default ->
                throw Sources.unusable(table, "partition of " + name + " is " + number + ", not 0, 1 or 2", null);
        };
    }

    /** A file of name and value a line; nothing where it is not there. */
    private Map<String, String> columns(Path folder, String name) throws IOException {
        Path beside = table.resolveSibling(name);
        Optional<Path> file = Files.isRegularFile(beside) ? Optional.of(beside) : find(folder, name);
        Map<String, String> columns = new HashMap<>();
        if (file.isPresent()) {
            try (Stream<String> lines = Files.lines(file.get())) {
                lines.map(CelebaSource::words)
                        .filter(words -> words.size() == 2)
                        .forEach(words -> columns.put(words.get(0), words.get(1).intern()));
            }
        }
        return columns;
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.strip().split("\\s+"));
    }

    private static Optional<Path> find(Path folder, String name) throws IOException {
        try (Stream<Path> found = Files.find(
                folder,
                DEPTH,
                (path, any) -> path.getFileName() != null && bare(path).equals(name))) {
            return found.findFirst();
        }
    }

    /** Zip files end the names of folders with a slash. */
    private static String bare(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
