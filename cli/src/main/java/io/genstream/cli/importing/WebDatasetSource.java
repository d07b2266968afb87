package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.cli.importing.Sample.Split;
import io.genstream.model.webdataset.WebDatasetReader;
import io.genstream.model.webdataset.WebDatasetReader.Keys;
import io.genstream.model.webdataset.WebDatasetRecord;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * WebDataset shards: tars in which the files of a record share a name, {@code 000001.jpg} with {@code 000001.json} or
 * {@code 000001.cls} (github.com/webdataset/webdataset). One pass notes where each picture lies; the pictures are read when
 * their turn comes, so that a shard may be larger than memory. Used by one thread, its readers by any.
 */
final class WebDatasetSource implements Closeable {
    private static final int MAX_PICTURE_BYTES = 1 << 28;
    private static final int MOST_UNREAD = 20;

    private final Optional<String> wish;
    private final List<FileChannel> open = new ArrayList<>();
    private final List<Noted> records = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final TreeSet<String> unread = new TreeSet<>();
    /** By number; empty where some have none. */
    private final TreeMap<Integer, String> classNames = new TreeMap<>();

    /** @param wish none, or the field of the .json that holds the label */
    WebDatasetSource(Optional<String> wish) {
        this.wish = wish;
    }

    /** A record without its picture's bytes. */
    private record Noted(String key, Picture picture, WebDatasetLabel label, Optional<Split> shard) {}

    /** @param shards in the order in which they are read; with several, ids begin with the shard's name */
    PictureSource read(List<Path> shards) throws IOException {
        Map<Path, Optional<Split>> splits =
                Splits.ofFileNames(shards, shard -> shard.getFileName().toString());
        for (Path shard : shards) {
            String name = shard.getFileName().toString();
            note(shard, shards.size() == 1 ? "" : name.substring(0, name.lastIndexOf('.')) + "/", splits.get(shard));
        }
        if (records.isEmpty()) {
            throw Sources.unusable(shards.get(0), "there is no record with a picture in it", null);
        }
        return source(shards);
    }

    private void note(Path shard, String prefix, Optional<Split> split) throws IOException {
        FileChannel channel = FileChannel.open(shard, StandardOpenOption.READ);
        open.add(channel);
        WebDatasetReader<Picture> tar = new WebDatasetReader<>(
                Channels.newInputStream(channel),
                Keys.END_AT_FIRST_DOT,
                MAX_PICTURE_BYTES,
                (size, content) -> picture(channel, (int) size));
        for (var record = tar.next(); record.isPresent(); record = tar.next()) {
            note(prefix, record.get(), split);
        }
        tar.otherTypes().forEach(type -> unread.add("files ." + type));
    }

    private void note(String prefix, WebDatasetRecord<Picture> files, Optional<Split> split) {
        boolean ours = files.picture().isPresent()
                || files.json().isPresent()
                || files.classIndex().isPresent()
                || files.problem().isPresent();
        if (!ours) {
            return;
        }
        String key = prefix + files.key();
        WebDatasetLabel label = WebDatasetLabel.of(files.json(), files.classIndex(), wish);
        Optional<String> problem = label.problem()
                .or(() -> files.problem().map(WebDatasetRecord.Problem::message))
                .or(() -> files.picture().isPresent() ? Optional.empty() : Optional.of("has no picture beside it"))
                .or(() -> records.isEmpty() || label.isLike(records.get(0).label())
                        ? Optional.empty()
                        : Optional.of("has " + label.form() + ", the first record has "
                                + records.get(0).label().form()));
        if (problem.isPresent()) {
            leftOut.add(key + ": " + problem.get());
            return;
        }
        records.add(new Noted(key, files.picture().orElseThrow(), label, split));
        label.unread().stream()
                .filter(field -> unread.size() < MOST_UNREAD)
                .forEach(field -> unread.add("field " + field));
    }

    /** The channel stands where the entry's bytes begin. */
    private static Picture picture(FileChannel channel, int size) throws IOException {
        long start = channel.position();
        return Picture.inside(size, () -> {
            ByteBuffer bytes = ByteBuffer.allocate(size);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, start + bytes.position()) < 0) {
                    throw new EOFException("the tar is cut short");
                }
            }
            return bytes.array();
        });
    }

    private PictureSource source(List<Path> shards) {
        WebDatasetLabel first = records.get(0).label();
        Labels kind = labels();
        List<String> names = List.of();
        if (kind == Labels.CLASS) {
            names = classes(shards.get(0));
        } else if (kind == Labels.ATTRIBUTES) {
            names = first.names();
            for (int i = 0; first.names().isEmpty() && i < first.numbers().size(); i++) {
                names = names.isEmpty() ? new ArrayList<>() : names;
                names.add("attribute " + i);
            }
        } else if (!unread.isEmpty() && wish.isEmpty()) {
            throw LabelFiles.unread(shards.get(0), unread);
        }
        List<Sample> samples = new ArrayList<>();
        records.forEach(record -> sample(record, kind)
                .ifPresentOrElse(
                        samples::add,
                        () -> leftOut.add(record.key() + ": its label names other attributes than " + first.names())));
        return new PictureSource(kind, names, samples, leftOut).notRead(List.copyOf(unread));
    }

    private Labels labels() {
        WebDatasetLabel first = records.get(0).label();
        if (first.numbers().isEmpty() && first.className().isEmpty()
                || wish.filter("none"::equals).isPresent()) {
            return Labels.NONE;
        }
        return records.stream().allMatch(record -> record.label().isClass()) ? Labels.CLASS : Labels.ATTRIBUTES;
    }

    /** By their numbers where all have one. */
    private List<String> classes(Path shard) {
        if (records.stream().allMatch(record -> record.label().isClassNumber())) {
            nameNumbers(shard);
            return ClassNames.byNumber(classNames);
        }
        return ClassNames.inOrder(
                records.stream().map(record -> className(record.label())).collect(Collectors.toSet()));
    }

    /** A record that names no class is of the one that others name by its number. */
    private void nameNumbers(Path shard) {
        Map<String, Integer> numbers = new HashMap<>();
        for (Noted record : records) {
            int number = record.label().classNumber();
            record.label().className().ifPresent(name -> {
                String before = classNames.putIfAbsent(number, name);
                Integer other = numbers.putIfAbsent(name, number);
                if (before != null && !before.equals(name) || other != null && other != number) {
                    throw Sources.unusable(
                            shard,
                            record.key() + " calls class " + number + " " + name + ", another record "
                                    + (other != null && other != number
                                            ? "has that name for class " + other
                                            : "calls it " + before)
                                    + ": --labels labelName goes by the names",
                            null);
                }
            });
        }
        records.forEach(record -> classNames.putIfAbsent(record.label().classNumber(), className(record.label())));
    }

    private String className(WebDatasetLabel label) {
        return label.className()
                .orElseGet(() -> classNames.getOrDefault(label.classNumber(), Integer.toString(label.classNumber())));
    }

    private Optional<Sample> sample(Noted record, Labels kind) {
        WebDatasetLabel label = record.label();
        List<Float> row = kind == Labels.ATTRIBUTES ? row(label) : List.of();
        return row == null
                ? Optional.empty()
                : Optional.of(new Sample(
                        record.key(),
                        label.recordId(),
                        record.picture(),
                        kind == Labels.CLASS ? Optional.of(className(label)) : Optional.empty(),
                        row,
                        label.split().or(record::shard),
                        label.subject()));
    }

    /** In the order of the first record's names; null where one is missing. */
    private List<Float> row(WebDatasetLabel label) {
        List<String> names = records.get(0).label().names();
        if (label.names().equals(names)) {
            return label.numbers();
        }
        return label.names().containsAll(names)
                ? names.stream()
                        .map(name -> label.numbers().get(label.names().indexOf(name)))
                        .toList()
                : null;
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : open) {
            channel.close();
        }
    }
}
