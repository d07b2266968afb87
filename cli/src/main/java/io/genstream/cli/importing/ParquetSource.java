package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.cli.importing.Sample.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Parquet files of pictures. Their labels are read first, twice and without the pictures: once to tell what each column is, once to
 * take them. Used by one thread, its pictures by any.
 */
final class ParquetSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> IMAGE =
            Set.of("image", "img", "picture", "png", "jpg", "jpeg", "image_bytes", "bytes");

    private final Root root;
    private final List<ParquetFile> files = new ArrayList<>();
    private final Map<String, List<String>> classNames = new HashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> classes = new HashSet<>();
    private final Column.Numbers numbers = new Column.Numbers();
    private String image;
    private List<String> names;
    private List<String> nested;

    ParquetSource(Root root, List<Path> paths) throws IOException {
        this.root = root;
        for (Path path : paths) {
            files.add(root.keep(ParquetFile.open(path)));
        }
    }

    PictureSource read(Wishes wishes) throws IOException {
        ParquetFile first = files.get(0);
        JsonNode features = features(first);
        image = image(first, features);
        features.fields().forEachRemaining(feature -> {
            if (feature.getValue().path("_type").asText().equals("ClassLabel")) {
                List<String> of = new ArrayList<>();
                feature.getValue().path("names").forEach(name -> of.add(name.asText()));
                classNames.put(feature.getKey(), of);
            }
        });
        List<Type> others = first.schema().getFields().stream()
                .filter(field -> !field.getName().equals(image))
                .toList();
        names = others.stream().filter(Type::isPrimitive).map(Type::getName).toList();
        nested = others.stream()
                .filter(field -> !field.isPrimitive())
                .map(Type::getName)
                .toList();
        requireSameColumns();
        List<Column> columns = names.stream().map(Column::new).toList();
        for (ParquetFile file : files) {
            ParquetFile.Reading rows = file.read(Set.copyOf(names));
            for (String[] row = row(rows); row != null; row = row(rows)) {
                for (int i = 0; i < row.length; i++) {
                    columns.get(i).see(row[i]);
                }
            }
        }
        Roles roles = Roles.decide(first.path(), columns, -1, wishes);
        Map<ParquetFile, Optional<Split>> splits = Splits.ofFileNames(files, ParquetSource::splitName);
        for (ParquetFile file : files) {
            take(file, splits.get(file), roles);
        }
        return new PictureSource(roles.labels(), labelNames(roles), samples, leftOut)
                .notRead(Stream.concat(roles.unread().stream().map(names::get), nested.stream())
                        .map(name -> "column " + name)
                        .toList())
                .told(told(roles));
    }

    private static JsonNode features(ParquetFile file) throws IOException {
        Optional<String> said = file.said("huggingface");
        return JSON.readTree(said.orElse("{}")).path("info").path("features");
    }

    /** As the writer says; else a structure of bytes and path, or bytes that are called so. */
    private static String image(ParquetFile file, JsonNode features) {
        List<String> said = new ArrayList<>();
        features.fields().forEachRemaining(feature -> {
            if (feature.getValue().path("_type").asText().equals("Image")) {
                said.add(feature.getKey());
            }
        });
        List<String> found = said.isEmpty()
                ? file.schema().getFields().stream()
                        .filter(ParquetSource::looksLikeImage)
                        .map(Type::getName)
                        .toList()
                : said;
        if (found.isEmpty()) {
            throw Sources.unusable(
                    file.path(),
                    "it has no column of pictures (a structure of bytes and path, or bytes called image) among "
                            + file.schema().getFields().stream()
                                    .map(Type::getName)
                                    .toList(),
                    null);
        }
        if (found.size() > 1 && !found.contains("image")) {
            throw Sources.unusable(
                    file.path(), "its columns " + found + " all hold pictures: call the one that is meant image", null);
        }
        return found.contains("image") ? "image" : found.get(0);
    }

    private static boolean looksLikeImage(Type field) {
        return field.isPrimitive()
                ? IMAGE.contains(field.getName().toLowerCase(Locale.ROOT))
                        && field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                : field.asGroupType().containsField("bytes")
                        && field.asGroupType().containsField("path");
    }

    private void requireSameColumns() throws IOException {
        ParquetFile first = files.get(0);
        for (ParquetFile file : files) {
            if (!file.schema().equals(first.schema()) || !features(file).equals(features(first))) {
                throw Sources.unusable(
                        file.path(),
                        "its columns or classes are not those of " + root.name(first.path())
                                + ": import them one by one",
                        null);
            }
        }
    }

    private String[] row(ParquetFile.Reading rows) throws IOException {
        if (names.isEmpty()) {
            return null;
        }
        Group group = rows.next();
        return group == null
                ? null
                : names.stream().map(name -> value(group, name)).toArray(String[]::new);
    }

    /** Empty where there is none; of a class its name. */
    private String value(Group group, String name) {
        if (group.getFieldRepetitionCount(name) == 0) {
            return "";
        }
        int field = group.getType().getFieldIndex(name);
        boolean text =
                group.getType().getType(field).asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
        String value = text ? group.getBinary(field, 0).toStringUsingUTF8() : group.getValueToString(field, 0);
        List<String> named = classNames.get(name);
        if (named == null) {
            return value;
        }
        float number = Column.number(value);
        return number >= 0 && number < named.size() ? named.get((int) number) : ""; // -1: unknown
    }

    private void take(ParquetFile file, Optional<Split> split, Roles roles) throws IOException {
        InOrder pictures = root.keep(new InOrder(() -> new Pictures(file.read(Set.of(image)), image)));
        requireReadable(file, pictures);
        long size = file.bytesARow(image);
        String prefix = root.name(file.path()).replaceFirst("\\.parquet$", "/");
        ParquetFile.Reading rows = file.read(Set.copyOf(names));
        for (long i = 0; i < file.rows(); i++) {
            long index = i;
            String[] row = names.isEmpty() ? new String[0] : row(rows);
            String source = prefix + String.format(Locale.ROOT, "%06d", i);
            Picture picture = Picture.inside(size, () -> pictures.get(index));
            sample(source, picture, row, roles)
                    .ifPresentOrElse(
                            sample -> samples.add(detailed(sample, row, roles, split)),
                            () -> leftOut.add(source + ": has no label"));
        }
    }

    /** A packing that is not read or pages too large for memory are told before the work. */
    private static void requireReadable(ParquetFile file, InOrder pictures) {
        try {
            if (file.rows() > 0) {
                pictures.get(0);
            }
        } catch (IOException e) {
            throw Sources.unusable(file.path(), e.getMessage(), e);
        }
    }

    private Optional<Sample> sample(String source, Picture picture, String[] row, Roles roles) {
        if (roles.labels() == Labels.NONE) {
            return Optional.of(Sample.unlabelled(source, picture));
        }
        if (roles.labels() == Labels.CLASS) {
            String label = row[roles.label().get(0)];
            classes.add(label);
            return label.isBlank() ? Optional.empty() : Optional.of(Sample.ofClass(source, picture, label));
        }
        List<Optional<Float>> values =
                roles.label().stream().map(i -> numbers.parse(row[i])).toList();
        return values.stream().allMatch(Optional::isPresent)
                ? Optional.of(Sample.ofAttributes(
                        source, picture, values.stream().map(Optional::get).toList()))
                : Optional.empty();
    }

    private static Sample detailed(Sample sample, String[] row, Roles roles, Optional<Split> file) {
        Optional<Split> split = roles.split() < 0
                ? file
                : Splits.ofWordOrNumber(row[roles.split()]).or(() -> file);
        Sample placed = split.isPresent() ? sample.in(split.get()) : sample;
        return roles.subject() < 0 || row[roles.subject()].isBlank() ? placed : placed.of(row[roles.subject()]);
    }

    /** By the file's name, {@code train-00000-of-00002}, and that of its folder. */
    private static String splitName(ParquetFile file) {
        return file.path().getParent().getFileName() + "/" + file.path().getFileName();
    }

    private List<String> labelNames(Roles roles) {
        if (roles.labels() != Labels.CLASS) {
            return roles.label().stream().map(names::get).toList();
        }
        classes.remove("");
        List<String> known = classNames.get(names.get(roles.label().get(0)));
        return known == null ? ClassNames.inOrder(classes) : known;
    }

    private String told(Roles roles) {
        String label = roles.label().stream().map(names::get).limit(2).collect(Collectors.joining(", "));
        return files.size() + (files.size() == 1 ? " file" : " files") + ", pictures in " + image
                + switch (roles.labels()) {
                    case CLASS -> ", class by " + label;
                    case ATTRIBUTES -> ", attributes by " + roles.label().size() + " columns";
                    case NONE -> ", no labels";
                };
    }

    /** The pictures' bytes, row after row. */
    private record Pictures(ParquetFile.Reading rows, String column) implements InOrder.Items {
        @Override
        public byte[] next() throws IOException {
            Group row = rows.next();
            if (row == null || row.getFieldRepetitionCount(column) == 0) {
                return new byte[0];
            }
            int field = row.getType().getFieldIndex(column);
            if (row.getType().getType(field).isPrimitive()) {
                return row.getBinary(field, 0).getBytes();
            }
            Group picture = row.getGroup(field, 0);
            return picture.getFieldRepetitionCount("bytes") == 0
                    ? new byte[0]
                    : picture.getBinary("bytes", 0).getBytes();
        }

        @Override
        public void skip(long rowsToSkip) throws IOException {
            rows.skip(rowsToSkip);
        }

        @Override
        public void close() {
            // the file is closed with the root
        }
    }
}
