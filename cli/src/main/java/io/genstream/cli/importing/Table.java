package io.genstream.cli.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table that names pictures: which column does, and whether the first line names the columns. Both are found by looking the
 * values up among the pictures. Immutable.
 *
 * @param fileColumn -1 where no column names a picture that is there
 */
record Table(Path file, Rows rows, boolean header, List<String> names, int fileColumn) {
    private static final int LOOKED_AT = 200;
    /** Of columns that name nothing that is there: what such a table is blamed for. */
    private static final List<String> FILE = List.of(
            "filename", "file", "image", "imageid", "imagename", "path", "filepath", "imagepath", "img", "id", "name");

    static Table of(Path file, PictureIndex pictures) throws IOException {
        Rows rows = Rows.of(file);
        List<String[]> first = new ArrayList<>();
        rows.forEach(row -> first.add(row) && first.size() <= LOOKED_AT);
        if (first.isEmpty()) {
            throw Sources.unusable(file, "it is empty", null);
        }
        String[] top = first.get(0);
        List<String[]> body = first.size() == 1 ? first : first.subList(1, first.size());
        int column = fileColumn(file, pictures, top, body);
        boolean header =
                first.size() > 1 && (column < 0 ? isHeader(top, body) : !namesPicture(top[column], file, pictures));
        List<String> names = IntStream.range(0, top.length)
                .mapToObj(i -> header ? top[i] : "column " + (i + 1))
                .toList();
        return new Table(file, rows, header, names, column);
    }

    /** The column with the most pictures; of two the one whose values have an extension, then the first. */
    private static int fileColumn(Path file, PictureIndex pictures, String[] top, List<String[]> body) {
        int best = -1;
        long bestHits = 0;
        for (int i = 0; i < top.length; i++) {
            int column = i;
            long hits = body.stream()
                    .filter(row -> column < row.length
                            && !pictures.find(row[column], file).isEmpty())
                    .mapToLong(row -> PictureIndex.namesAPicture(row[column]) ? 1_000 : 1)
                    .sum();
            boolean index = top[i].isBlank() || top[i].startsWith("Unnamed");
            hits = index ? Math.min(hits, 1) : hits; // a row's number may be a picture's name by chance
            if (hits > bestHits) {
                best = i;
                bestHits = hits;
            }
        }
        return best;
    }

    private static boolean namesPicture(String value, Path file, PictureIndex pictures) {
        return PictureIndex.namesAPicture(value)
                || !pictures.find(value, file).isEmpty()
                || !Float.isNaN(Column.number(value));
    }

    private static boolean isHeader(String[] top, List<String[]> body) {
        return Arrays.stream(top)
                        .noneMatch(value -> PictureIndex.namesAPicture(value) || !Float.isNaN(Column.number(value)))
                && body.size() > 0;
    }

    boolean namesPictures() {
        return fileColumn >= 0;
    }

    /** Rows of pictures. */
    void forEach(Rows.Taker taker) throws IOException {
        boolean[] begun = {!header};
        rows.forEach(row -> {
            if (!begun[0]) {
                begun[0] = true;
                return true;
            }
            return taker.take(row);
        });
    }

    /** One line for people whose table names no picture. */
    RuntimeException namesNone() {
        Optional<String> suspect = names.stream()
                .filter(name -> FILE.contains(new Column(name).plainName()))
                .findFirst();
        return Sources.unusable(
                file,
                (suspect.isPresent()
                                ? "column " + suspect.get() + " was taken for the file, but"
                                : "in its columns " + names)
                        + " no value is the name of a picture beside it or in a folder below; it should look like: file,label"
                        + " and then 000.png,cat",
                null);
    }
}
