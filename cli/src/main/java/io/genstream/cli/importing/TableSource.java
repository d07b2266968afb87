package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.cli.importing.Sample.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pictures and what tables say of them. Reads the tables twice: to tell what the columns are, and to take them. Used by one thread. */
final class TableSource {
    private static final int NAMED = 3;

    private final Root root;
    private final PictureIndex pictures;
    private final Map<String, Sample> samples = new LinkedHashMap<>();
    private final Set<String> contradicted = new HashSet<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Column.Numbers numbers = new Column.Numbers();
    private List<Column> columns;
    private Roles roles;
    private boolean single;

    TableSource(Root root, PictureIndex pictures) {
        this.root = root;
        this.pictures = pictures;
    }

    /** @param tables with the same columns, each with the split that its name or folder tells */
    PictureSource read(Map<Table, Optional<Split>> tables, Wishes wishes) throws IOException {
        Table first = tables.keySet().iterator().next();
        single = tables.size() == 1 && !root.name(first.file()).contains("/");
        columns = first.names().stream().map(Column::new).toList();
        for (Table table : tables.keySet()) {
            table.forEach(row -> {
                for (int i = 0; i < Math.min(row.length, columns.size()); i++) {
                    columns.get(i).see(row[i]);
                }
                return true;
            });
        }
        roles = Roles.decide(first.file(), columns, first.fileColumn(), wishes);
        for (Map.Entry<Table, Optional<Split>> table : tables.entrySet()) {
            table.getKey().forEach(row -> {
                take(table.getKey(), row, table.getValue());
                return true;
            });
        }
        List<String> names = roles.labels() == Labels.CLASS
                ? ClassNames.inOrder(samples.values().stream()
                        .flatMap(sample -> sample.className().stream())
                        .collect(Collectors.toSet()))
                : roles.label().stream().map(i -> columns.get(i).name()).toList();
        return new PictureSource(roles.labels(), names, List.copyOf(samples.values()), leftOut)
                .notRead(notRead(tables.keySet()))
                .told(told(tables));
    }

    private void take(Table table, String[] row, Optional<Split> tableSplit) {
        String name = table.fileColumn() < row.length ? row[table.fileColumn()] : "";
        List<Path> found = pictures.find(name, table.file());
        String in = " in " + table.file().getFileName();
        if (found.size() != 1) {
            leftOut.add(
                    found.isEmpty()
                            ? name + ": there is no such file beside "
                                    + table.file().getFileName()
                            : name + ": may be " + root.name(found.get(0)) + " or " + root.name(found.get(1))
                                    + ": write the folder" + in);
            return;
        }
        if (Sources.isForeignPicture(found.get(0))) {
            leftOut.add(name + ": must be PNG, JPEG, PPM, PGM, BMP or GIF, convert it first");
            return;
        }
        labelled(found.get(0), source(name, found.get(0)), row)
                .ifPresentOrElse(
                        sample -> keep(root.name(found.get(0)), name, in, detailed(sample, row, tableSplit)),
                        () -> leftOut.add(name + ": "
                                + (roles.labels() == Labels.CLASS
                                        ? "has no label"
                                        : "needs " + roles.label().size() + " numbers")
                                + in));
    }

    /** Rows that say the same twice are harmless; of others nobody knows which is right. */
    private void keep(String path, String name, String in, Sample sample) {
        Sample before = samples.get(path);
        boolean same = before == null
                || before.className().equals(sample.className())
                        && before.attributes().equals(sample.attributes())
                        && before.split().equals(sample.split());
        if (same && !contradicted.contains(path)) {
            samples.put(path, sample);
            return;
        }
        samples.remove(path);
        if (contradicted.add(path)) {
            leftOut.add(name + ": stands more than once" + in + ", with different labels");
        }
    }

    /** As the table calls it, which is how such pictures were always called; else where it lies. */
    private String source(String name, Path file) {
        boolean unique = single && PictureIndex.namesAPicture(name);
        return unique ? name.replace('\\', '/') : root.name(file);
    }

    private Optional<Sample> labelled(Path file, String source, String[] row) {
        Picture picture = Picture.file(file);
        if (roles.labels() == Labels.CLASS) {
            int column = roles.label().get(0);
            String label = column < row.length ? row[column].strip() : "";
            if (label.isEmpty()) {
                return Optional.empty();
            }
            String name =
                    columns.get(column).isWhole() ? label.replaceFirst("\\.0+$", "") : label; // as pandas writes them
            return Optional.of(Sample.ofClass(source, picture, name));
        }
        List<Float> values = new ArrayList<>(roles.label().size());
        for (int column : roles.label()) {
            Optional<Float> value = column < row.length ? numbers.parse(row[column].strip()) : Optional.empty();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(
                values.isEmpty()
                        ? Sample.unlabelled(source, picture)
                        : Sample.ofAttributes(source, picture, List.copyOf(values)));
    }

    private Sample detailed(Sample sample, String[] row, Optional<Split> tableSplit) {
        Optional<Split> split =
                value(row, roles.split()).flatMap(Splits::ofWordOrNumber).or(() -> tableSplit);
        Sample placed = split.isPresent() ? sample.in(split.get()) : sample;
        Optional<String> subject = value(row, roles.subject());
        return subject.isPresent() ? placed.of(subject.get()) : placed;
    }

    private static Optional<String> value(String[] row, int column) {
        return column >= 0 && column < row.length && !row[column].isBlank()
                ? Optional.of(row[column].strip())
                : Optional.empty();
    }

    private List<String> notRead(Set<Table> tables) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!roles.unread().isEmpty()) {
            lines.add("columns "
                    + roles.unread().stream()
                            .map(i -> columns.get(i).name())
                            .map(name -> name.isBlank() ? "(without a name)" : name)
                            .collect(Collectors.joining(", ")));
        }
        List<String> unnamed = root.pictures().stream()
                .map(root::name)
                .filter(name -> !samples.containsKey(name))
                .toList();
        long more = unnamed.size() - leftOut.size();
        if (more > 0) {
            lines.add(more + " pictures that no row names, or names in vain, "
                    + unnamed.stream().limit(NAMED).toList());
        }
        lines.addAll(LabelFiles.beside(
                root, pictures, tables.stream().map(Table::file).collect(Collectors.toSet())));
        return lines;
    }

    private String attributes() {
        return roles.label().size() == 1
                ? ", attribute by " + columns.get(roles.label().get(0)).name()
                : ", attributes by " + roles.label().size() + " columns";
    }

    private String told(Map<Table, Optional<Split>> tables) {
        Table first = tables.keySet().iterator().next();
        StringBuilder told = new StringBuilder(tables.keySet().stream()
                        .map(table -> root.name(table.file()))
                        .collect(Collectors.joining(", ")))
                .append(": files by ")
                .append(columns.get(first.fileColumn()).name());
        switch (roles.labels()) {
            case CLASS ->
                told.append(", class by ")
                        .append(columns.get(roles.label().get(0)).name());
            case ATTRIBUTES -> told.append(attributes());
            case NONE -> told.append(", no labels");
        }
        if (roles.split() >= 0) {
            told.append(", split by ").append(columns.get(roles.split()).name());
        }
        if (roles.subject() >= 0) {
            told.append(", subject by ").append(columns.get(roles.subject()).name());
        }
        return told.toString();
    }
}
