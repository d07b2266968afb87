package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A CSV file beside its pictures, or beside folders of them. Its first line names the columns: the file, then one column of class names, or one column of
 * numbers for each attribute. A single column counts as attribute only if it holds numbers that are not whole.
 */
final class CsvSource {
    private final Path csv;
    private final List<Path> folders = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private CsvSource(Path csv) throws IOException {
        this.csv = csv;
        Path home = csv.toAbsolutePath().getParent();
        folders.add(home);
        try (Stream<Path> below = Files.list(home)) {
            below.filter(Files::isDirectory).sorted().forEach(folders::add);
        }
    }

    static PictureSource read(Path csv) throws IOException {
        return new CsvSource(csv).read();
    }

    private PictureSource read() throws IOException {
        List<String[]> rows = rows();
        if (rows.size() < 2) {
            throw Sources.unusable(csv, "it needs a line of column names and a line for each picture", null);
        }
        String[] header = rows.get(0);
        List<String[]> pictures = rows.subList(1, rows.size());
        if (header.length < 2) {
            List<Sample> samples = new ArrayList<>();
            pictures.forEach(
                    row -> file(row).ifPresent(file -> samples.add(Sample.unlabelled(row[0], Picture.file(file)))));
            return new PictureSource(Labels.NONE, List.of(), samples, leftOut);
        }
        return header.length == 2 && pictures.stream().noneMatch(CsvSource::fraction)
                ? classes(pictures)
                : attributes(header, pictures);
    }

    private List<String[]> rows() throws IOException {
        try (Reader text = Files.newBufferedReader(csv);
                MappingIterator<String[]> lines = new CsvMapper()
                        .readerFor(String[].class)
                        .withFeatures(
                                CsvParser.Feature.WRAP_AS_ARRAY,
                                CsvParser.Feature.SKIP_EMPTY_LINES,
                                CsvParser.Feature.TRIM_SPACES)
                        .readValues(text)) {
            return lines.readAll();
        }
    }

    private PictureSource classes(List<String[]> rows) {
        List<Sample> samples = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (String[] row : rows) {
            if (row.length != 2 || row[1].isBlank()) {
                leftOut.add(row[0] + ": has no label in " + csv.getFileName());
                continue;
            }
            file(row).ifPresent(file -> {
                names.add(row[1]);
                samples.add(Sample.ofClass(row[0], Picture.file(file), row[1]));
            });
        }
        return new PictureSource(Labels.CLASS, List.copyOf(names), samples, leftOut);
    }

    private PictureSource attributes(String[] header, List<String[]> rows) {
        List<Sample> samples = new ArrayList<>();
        for (String[] row : rows) {
            Optional<List<Float>> values = values(header, row);
            if (values.isEmpty()) {
                leftOut.add(row[0] + ": needs " + (header.length - 1) + " numbers in " + csv.getFileName());
                continue;
            }
            file(row).ifPresent(file -> samples.add(Sample.ofAttributes(row[0], Picture.file(file), values.get())));
        }
        List<String> names = Arrays.asList(header).subList(1, header.length);
        return new PictureSource(Labels.ATTRIBUTES, names, samples, leftOut);
    }

    private static Optional<List<Float>> values(String[] header, String[] row) {
        if (row.length != header.length) {
            return Optional.empty();
        }
        List<Float> values = new ArrayList<>();
        try {
            for (int i = 1; i < row.length; i++) {
                values.add(Float.parseFloat(row[i]));
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return values.stream().allMatch(value -> Float.isFinite(value)) ? Optional.of(values) : Optional.empty();
    }

    private static boolean fraction(String[] row) {
        return row.length == 2 && row[1].matches("[+-]?\\d*\\.\\d+([eE][+-]?\\d+)?");
    }

    private Optional<Path> file(String[] row) {
        try {
            for (Path folder : folders) {
                Path file = folder.resolve(row[0]);
                if (Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        } catch (InvalidPathException e) {
            // no file has such a name
        }
        leftOut.add(row[0] + ": there is no such file beside " + csv.getFileName());
        return Optional.empty();
    }
}
