package io.genstream.cli.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.importing.PictureSource.Labels;
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
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * WebDataset shards: tars in which the files of a record share a name, {@code 000001.jpg} with {@code 000001.json} or
 * {@code 000001.cls} (github.com/webdataset/webdataset). One pass notes where each picture lies; the pictures are read when
 * their turn comes, so that a shard may be larger than memory. Used by one thread, its readers by any.
 */
final class WebDatasetSource implements Closeable {
    private static final int MAX_PICTURE_BYTES = 1 << 28;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<FileChannel> open = new ArrayList<>();
    private final List<Noted> records = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    /** A record without its pictures' bytes. */
    private static final class Noted {
        private final String key;
        private final Picture picture;
        private ObjectNode fields = JSON.createObjectNode();
        private String problem;

        Noted(String key, WebDatasetRecord<Picture> files) {
            this.key = key;
            this.picture = files.picture().orElse(null);
            this.problem =
                    files.problem().map(WebDatasetRecord.Problem::message).orElse(null);
            files.json().ifPresent(text -> {
                if (json(text, "json") instanceof ObjectNode read) {
                    fields = read;
                }
            });
            if (!fields.has("label")) {
                files.classIndex().ifPresent(text -> fields.set("label", json(text, "cls")));
            }
        }

        private JsonNode json(byte[] text, String type) {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                String why =
                        e instanceof JsonProcessingException parsing ? parsing.getOriginalMessage() : e.getMessage();
                problem = "its ." + type + " cannot be read: " + why;
                return JSON.missingNode();
            }
        }

        List<Float> labels() {
            List<Float> row = new ArrayList<>();
            JsonNode label = fields.path("label");
            if (label.isArray()) {
                label.forEach(value -> row.add(value.floatValue()));
            } else if (label.isNumber()) {
                row.add(label.floatValue());
            }
            return row;
        }
    }

    /** @param shards in the order in which they are read; with several, ids begin with the shard's name */
    PictureSource read(List<Path> shards) throws IOException {
        for (Path shard : shards) {
            String name = shard.getFileName().toString();
            note(shard, shards.size() == 1 ? "" : name.substring(0, name.lastIndexOf('.')) + "/");
        }
        records.removeIf(record -> {
            if (record.problem == null && record.picture != null) {
                return false;
            }
            leftOut.add(record.key + ": " + (record.problem == null ? "has no picture beside it" : record.problem));
            return true;
        });
        if (records.isEmpty()) {
            throw Sources.unusable(shards.get(0), "there is no record with a picture in it", null);
        }
        return source();
    }

    private void note(Path shard, String prefix) throws IOException {
        FileChannel channel = FileChannel.open(shard, StandardOpenOption.READ);
        open.add(channel);
        WebDatasetReader<Picture> tar = new WebDatasetReader<>(
                Channels.newInputStream(channel),
                Keys.END_AT_FIRST_DOT,
                MAX_PICTURE_BYTES,
                (size, content) -> picture(channel, (int) size));
        for (var record = tar.next(); record.isPresent(); record = tar.next()) {
            WebDatasetRecord<Picture> files = record.get();
            if (files.picture().isPresent()
                    || files.json().isPresent()
                    || files.classIndex().isPresent()
                    || files.problem().isPresent()) {
                records.add(new Noted(prefix + files.key(), files));
            }
        }
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

    private PictureSource source() {
        int columns = records.get(0).labels().size();
        records.removeIf(record -> {
            boolean other = record.labels().size() != columns;
            if (other) {
                leftOut.add(
                        record.key + ": has " + record.labels().size() + " labels, the first record has " + columns);
            }
            return other;
        });
        if (columns == 0) {
            return source(Labels.NONE, List.of());
        }
        boolean classes = columns == 1
                && records.stream().map(record -> record.labels().get(0)).allMatch(l -> l >= 0 && l == Math.rint(l));
        if (!classes) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                names.add("attribute " + i);
            }
            return source(Labels.ATTRIBUTES, names);
        }
        TreeMap<Integer, String> names = new TreeMap<>();
        records.forEach(record -> names.put(Math.round(record.labels().get(0)), className(record)));
        return source(Labels.CLASS, List.copyOf(names.values()));
    }

    private static String className(Noted record) {
        return record.fields
                .path("labelName")
                .asText(Integer.toString(Math.round(record.labels().get(0))));
    }

    private PictureSource source(Labels labels, List<String> names) {
        List<Sample> samples = records.stream()
                .map(record -> new Sample(
                        record.key,
                        Optional.ofNullable(record.fields.path("recordId").textValue()),
                        record.picture,
                        labels == Labels.CLASS ? Optional.of(className(record)) : Optional.empty(),
                        labels == Labels.ATTRIBUTES ? record.labels() : List.of(),
                        split(record.fields.path("split").asText()),
                        Optional.ofNullable(record.fields.path("subject").textValue())))
                .toList();
        return new PictureSource(labels, names, samples, leftOut);
    }

    private static Optional<Sample.Split> split(String text) {
        for (Sample.Split split : Sample.Split.values()) {
            if (split.name().equalsIgnoreCase(text)) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : open) {
            channel.close();
        }
    }
}
