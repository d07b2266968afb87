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
 * list_eval_partition.txt (0 train, 1 validation, 2 test) and identity_CelebA.txt, whose number is the record's subject. Kaggle has
 * the same as .csv, with a line of names and no count, and img_align_celeba in another of that name.
 */
final class CelebaSource {
    static final String ATTRIBUTES = "list_attr_celeba";
    static final String PICTURES = "img_align_celeba";
    /** Of the aligned pictures, which habitual crops (108, 148) are told of. */
    static final int NATIVE_WIDTH = 178;

    private static final String PARTITION = "list_eval_partition";
    private static final String IDENTITY = "identity_CelebA";
    private static final String ORIGIN =
            "CelebA, for non-commercial research (mmlab.ie.cuhk.edu.hk/projects/CelebA.html)";

    private final Root root;
    private final Path table;
    private final Map<String, Path> pictures = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Map<String, Float> values = Map.of("1", 1f, "-1", -1f);

    CelebaSource(Root root, Path table) {
        this.root = root;
        this.table = table;
    }

    /** With either extension. */
    static Optional<Path> find(Root root, String name) throws IOException {
        Optional<Path> text = root.find(name + ".txt");
        return text.isPresent() ? text : root.find(name + ".csv");
    }

    static Optional<Path> beside(Path file, String name) {
        return Stream.of(name + ".txt", name + ".csv")
                .map(file::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    PictureSource read() throws IOException {
        root.pictures().forEach(picture -> pictures.put(picture.getFileName().toString(), picture));
        Map<String, String> splits = columns(PARTITION);
        Map<String, String> people = columns(IDENTITY);
        try (BufferedReader lines = Files.newBufferedReader(table)) {
            List<String> names = names(lines);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    row(words(line), names.size(), splits, people);
                }
            }
            return new PictureSource(Labels.ATTRIBUTES, names, samples, leftOut)
                    .from(NATIVE_WIDTH, ORIGIN)
                    .told(told(splits, people));
        }
    }

    private List<String> names(BufferedReader lines) throws IOException {
        String first = String.valueOf(lines.readLine());
        if (Root.lowerName(table).endsWith(".csv")) {
            List<String> names = words(first);
            return names.subList(1, names.size());
        }
        String header = lines.readLine();
        if (header == null || !first.strip().matches("\\d+")) {
            throw Sources.unusable(table, "its first line must be the count, its second the attributes", null);
        }
        return words(header);
    }

    private void row(List<String> row, int names, Map<String, String> splits, Map<String, String> people) {
        String name = row.get(0);
        List<Float> labels = row.stream()
                .skip(1)
                .map(values::get)
                .takeWhile(value -> value != null)
                .toList();
        Path picture = pictures.get(name);
        if (labels.size() != names || row.size() != names + 1) {
            leftOut.add(name + ": needs " + names + " values of -1 or 1 in " + table.getFileName());
        } else if (picture == null) {
            leftOut.add(name + ": there is no such file in " + PICTURES);
        } else {
            Sample sample = Sample.ofAttributes(name, Picture.file(picture), labels);
            String person = people.get(name);
            Sample owned = person == null ? sample : sample.of(person);
            samples.add(splits.containsKey(name) ? owned.in(split(name, splits.get(name))) : owned);
        }
    }

    private Sample.Split split(String name, String number) {
        return Splits.ofWordOrNumber(number)
                .orElseThrow(() ->
                        Sources.unusable(table, "partition of " + name + " is " + number + ", not 0, 1 or 2", null));
    }

    private String told(Map<String, String> splits, Map<String, String> people) {
        return table.getFileName()
                + (splits.isEmpty() ? "" : ", " + PARTITION)
                + (people.isEmpty() ? "" : ", " + IDENTITY);
    }

    /** A file of name and value a line; nothing where it is not there. */
    private Map<String, String> columns(String name) throws IOException {
        Optional<Path> beside = beside(table, name);
        Optional<Path> file = beside.isPresent() ? beside : find(root, name);
        Map<String, String> columns = new HashMap<>();
        if (file.isPresent()) {
            try (Stream<String> lines = Files.lines(file.get())) {
                lines.map(CelebaSource::words)
                        .filter(words -> words.size() == 2 && pictures.containsKey(words.get(0)))
                        .forEach(words -> columns.put(words.get(0), words.get(1).intern()));
            }
        }
        return columns;
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.strip().split("[\\s,]+", -1));
    }
}
