package io.genstream.cli.importing;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.importing.Sample.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables of files and labels beside their pictures: labels.csv, any other that names pictures, one for each split, or Hugging
 * Face's metadata.csv or metadata.jsonl beside the pictures of each folder.
 */
final class TableLayout implements Layout {
    private static final String LABELS = "labels.csv";
    private static final Set<String> METADATA = Set.of("metadata.csv", "metadata.jsonl");
    /** Folders that say nothing of the pictures in them. */
    private static final Set<String> PLAIN =
            Set.of("images", "image", "img", "imgs", "pictures", "photos", "faces", "data", "jpg", "png");

    @Override
    public String name() {
        return "table";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        if (root.file().isPresent()) {
            return isTable(root.file().get());
        }
        if (!metadata(root).isEmpty() || labels(root).isPresent()) {
            return true;
        }
        List<Path> candidates = candidates(root);
        return !candidates.isEmpty()
                && !root.pictures().isEmpty()
                && !naming(candidates, new PictureIndex(root)).isEmpty();
    }

    @Override
    public boolean asksForPlaces() {
        return true;
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        requireNoOtherClasses(root, wishes);
        PictureIndex pictures = new PictureIndex(root);
        Optional<Path> wished = wishes.labels().flatMap(labels -> named(root, labels));
        Wishes columns = wished.isPresent()
                ? new Wishes(wishes.layout(), Optional.empty(), wishes.split(), wishes.zipNames(), wishes.classes())
                : wishes;
        Map<Table, Optional<Split>> tables = tables(root, pictures, wished);
        return new TableSource(root, pictures).read(tables, columns);
    }

    /** Class folders with a table that nobody said to mean. */
    private static void requireNoOtherClasses(Root root, Wishes wishes) throws IOException {
        boolean meant = root.file().isPresent()
                || labels(root).isPresent()
                || !metadata(root).isEmpty();
        boolean said = wishes.layout().isPresent()
                || wishes.labels()
                        .filter(place -> !place.equals(FolderSource.FOLDER) && !place.equals(FolderSource.TOP))
                        .isPresent();
        if (!meant && !said && hasClassFolders(root)) {
            throw Sources.ambiguous(
                    root.given(),
                    "its folders may name the classes, and so may "
                            + root.name(candidates(root).get(0)),
                    "--layout folders or --layout table");
        }
    }

    private static Optional<Path> named(Root root, String name) {
        return isTable(Path.of(name))
                ? Optional.of(root.folder().resolve(name)).filter(Files::isRegularFile)
                : Optional.empty();
    }

    private static Map<Table, Optional<Split>> tables(Root root, PictureIndex pictures, Optional<Path> wished)
            throws IOException {
        Optional<Path> one = wished.or(root::file);
        List<Path> metadata = metadata(root);
        if (one.isEmpty() && !metadata.isEmpty()) {
            return perFolder(root, metadata, pictures);
        }
        one = one.isPresent() ? one : labels(root);
        if (one.isPresent()) {
            Table table = Table.of(one.get(), pictures);
            if (!table.namesPictures()) {
                throw table.namesNone();
            }
            return Map.of(table, Optional.empty());
        }
        return perSplit(root, naming(candidates(root), pictures));
    }

    private static Map<Table, Optional<Split>> perFolder(Root root, List<Path> metadata, PictureIndex pictures)
            throws IOException {
        Map<Table, Optional<Split>> tables = new LinkedHashMap<>();
        for (Path file : metadata) {
            Table table = Table.of(file, pictures);
            if (!table.namesPictures()) {
                throw table.namesNone();
            }
            Path folder = file.getParent();
            tables.put(
                    table,
                    folder.equals(root.folder())
                            ? Optional.empty()
                            : Splits.ofWord(folder.getFileName().toString()));
        }
        requireSameColumns(tables.keySet());
        return tables;
    }

    /** Several tables are read as one if their names tell splits; those with fewer columns have no labels. */
    private static Map<Table, Optional<Split>> perSplit(Root root, List<Table> naming) {
        if (naming.isEmpty()) {
            throw Sources.unusable(root.given(), "there is no table in it that names its pictures", null);
        }
        int widest =
                naming.stream().mapToInt(table -> table.names().size()).max().orElse(0);
        Map<Table, Optional<Split>> tables = Splits.ofFileNames(
                naming.stream().filter(table -> table.names().size() == widest).toList(), table -> stem(table.file()));
        long splits =
                tables.values().stream().flatMap(Optional::stream).distinct().count();
        if (tables.size() > 1 && splits < tables.size()) {
            String names = tables.keySet().stream()
                    .map(table -> root.name(table.file()))
                    .collect(Collectors.joining(", "));
            throw Sources.ambiguous(
                    root.given(),
                    names + " all name its pictures",
                    "--labels " + root.name(naming.get(0).file()) + " (or another)");
        }
        requireSameColumns(tables.keySet());
        return tables;
    }

    private static void requireSameColumns(Set<Table> tables) {
        Table first = tables.iterator().next();
        for (Table table : tables) {
            if (!table.names().equals(first.names()) || table.fileColumn() != first.fileColumn()) {
                throw Sources.unusable(
                        table.file(),
                        "its columns " + table.names() + " are not those of "
                                + first.file().getFileName() + " " + first.names(),
                        null);
            }
        }
    }

    private static List<Table> naming(List<Path> files, PictureIndex pictures) throws IOException {
        List<Table> tables = new ArrayList<>();
        for (Path file : files) {
            try {
                Table table = Table.of(file, pictures);
                if (table.namesPictures() && table.names().size() > 1) {
                    tables.add(table);
                }
            } catch (CommandException | IOException e) {
                continue; // it may have nothing to do with them; whoever finds no other labels names it
            }
        }
        return tables;
    }

    private static List<Path> metadata(Root root) throws IOException {
        return root.file().isPresent()
                ? List.of()
                : root.files().stream()
                        .filter(file -> METADATA.contains(Root.lowerName(file)))
                        .toList();
    }

    private static Optional<Path> labels(Root root) {
        return Optional.of(root.folder().resolve(LABELS)).filter(Files::isRegularFile);
    }

    /** Beside the pictures or above them, not what a competition wants to be sent. */
    private static List<Path> candidates(Root root) throws IOException {
        return root.files().stream()
                .filter(file -> isTable(file) && !Root.lowerName(file).contains("submission"))
                .filter(file -> root.folder().relativize(file).getNameCount() <= 2)
                .toList();
    }

    private static boolean hasClassFolders(Root root) throws IOException {
        return root.pictures().stream()
                        .map(picture -> picture.getParent())
                        .filter(folder -> !folder.equals(root.folder()))
                        .map(Root::lowerName)
                        .filter(folder -> Splits.ofFileName(folder).isEmpty() && !isPlain(folder))
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    private static boolean isPlain(String folder) {
        return Arrays.stream(folder.split("[^a-z]+", -1)).anyMatch(PLAIN::contains);
    }

    static boolean isTable(Path file) {
        return Root.lowerName(file).matches(".*\\.(csv|tsv|jsonl)");
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(0, name.lastIndexOf('.'));
    }
}
