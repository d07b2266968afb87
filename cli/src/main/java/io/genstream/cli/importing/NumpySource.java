package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.cli.importing.Sample.Split;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The pictures and labels among the arrays of one file. Used by one thread, its pictures by any. */
final class NumpySource {
    private static final Set<String> IMAGES = Set.of("images", "image", "x", "data", "imgs", "pictures", "arr_0");
    private static final Set<String> LABELS = Set.of("labels", "label", "y", "targets", "target", "arr_1");

    /** Opens an array at its beginning. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /** @param bytes with its header */
    record Array(long bytes, Opener opener) {
        InputStream open() throws IOException {
            return opener.open();
        }
    }

    /** The pictures and the labels of one split. */
    private static final class Part {
        private String images;
        private String labels;
    }

    private final Root root;
    private final Path file;
    private final Map<String, Array> arrays;
    private final Map<String, NpyHeader> headers = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final TreeSet<Integer> classes = new TreeSet<>();
    private String turned = "";

    NumpySource(Root root, Path file, Map<String, Array> arrays) {
        this.root = root;
        this.file = file;
        this.arrays = arrays;
    }

    PictureSource read(Wishes wishes) throws IOException {
        for (Map.Entry<String, Array> array : arrays.entrySet()) {
            try (InputStream in = array.getValue().open()) {
                NpyHeader header = NpyHeader.read(in);
                if (array.getValue().bytes() < header.bytes()) {
                    throw new EOFException();
                }
                headers.put(array.getKey(), header);
            } catch (EOFException e) {
                throw new IOException("array " + array.getKey() + " is cut short", e);
            }
        }
        Map<Optional<Split>, Part> parts = parts();
        boolean unlabelled = wishes.labels().filter("none"::equals).isPresent();
        Map<Part, float[][]> labels = new LinkedHashMap<>();
        for (Part part : parts.values()) {
            labels.put(part, unlabelled || part.labels == null ? null : labels(part));
        }
        Labels kind = kind(labels);
        for (Map.Entry<Optional<Split>, Part> part : parts.entrySet()) {
            add(
                    part.getValue(),
                    parts.size() == 1 ? Optional.empty() : part.getKey(),
                    kind,
                    labels.get(part.getValue()));
        }
        List<String> names = new ArrayList<>();
        if (kind == Labels.CLASS) {
            classes.forEach(number -> names.add(number.toString()));
        } else if (kind == Labels.ATTRIBUTES) {
            int columns = labels.values().iterator().next()[0].length;
            for (int i = 0; i < columns; i++) {
                names.add("attribute " + i);
            }
        }
        return new PictureSource(kind, names, samples, List.of())
                .notRead(others(parts))
                .told(told(parts, kind));
    }

    /** By the words of the arrays' names; else the only array of pictures and the only one of as many labels. */
    private Map<Optional<Split>, Part> parts() {
        Map<Optional<Split>, Part> parts = new LinkedHashMap<>();
        for (Map.Entry<String, NpyHeader> array : headers.entrySet()) {
            String name = array.getKey().toLowerCase(Locale.ROOT);
            Optional<Split> split = Splits.ofFileName(name);
            String what = split.isEmpty()
                    ? name
                    : Arrays.stream(name.split("_", -1))
                            .filter(word -> Splits.ofWord(word).isEmpty())
                            .collect(Collectors.joining("_"));
            Part part = parts.computeIfAbsent(split, any -> new Part());
            if (IMAGES.contains(what) && array.getValue().dimensions() >= 3) {
                part.images = array.getKey();
            } else if (LABELS.contains(what) && array.getValue().dimensions() <= 2) {
                part.labels = array.getKey();
            }
        }
        parts.values().removeIf(part -> part.images == null);
        if (parts.isEmpty()) {
            throw Sources.unusable(
                    file,
                    "it holds " + shapes()
                            + "; pictures should be called images or train_images, test_images and so on, beside labels",
                    null);
        }
        return parts;
    }

    private String shapes() {
        return headers.entrySet().stream()
                .map(array -> array.getKey() + " " + array.getValue().type() + " "
                        + array.getValue().shape())
                .collect(Collectors.joining(", "));
    }

    private float[][] labels(Part part) throws IOException {
        NpyHeader header = headers.get(part.labels);
        int pictures = headers.get(part.images).rows();
        if (header.rows() != pictures) {
            throw Sources.unusable(
                    file,
                    part.images + " has " + pictures + " pictures and " + part.labels + " " + header.rows() + " labels",
                    null);
        }
        try (InputStream in = arrays.get(part.labels).open()) {
            NpyHeader.read(in);
            return header.numbers(in);
        }
    }

    private Labels kind(Map<Part, float[][]> labels) {
        List<float[][]> given =
                labels.values().stream().filter(rows -> rows != null).toList();
        if (given.isEmpty() || given.stream().allMatch(rows -> rows.length == 0 || rows[0].length == 0)) {
            return Labels.NONE;
        }
        if (given.size() < labels.size()) {
            throw Sources.unusable(file, "some of its pictures have labels and some have none: " + shapes(), null);
        }
        boolean whole = given.stream()
                .flatMap(Arrays::stream)
                .allMatch(row -> row.length == 1 && row[0] >= 0 && row[0] == Math.rint(row[0]));
        return whole ? Labels.CLASS : Labels.ATTRIBUTES;
    }

    private void add(Part part, Optional<Split> split, Labels kind, float[][] labels) throws IOException {
        Form form = form(part.images);
        InOrder items =
                root.keep(new InOrder(() -> items(arrays.get(part.images).open(), form.size())));
        String prefix = arrays.size() == 1 ? "" : part.images + "/";
        for (int i = 0; i < headers.get(part.images).rows(); i++) {
            int index = i;
            Picture picture =
                    Picture.raw(form.height(), form.width(), form.channels(), () -> form.rowsFirst(items.get(index)));
            String source = prefix + String.format(Locale.ROOT, "%06d", i);
            Sample sample = Sample.unlabelled(source, picture);
            if (kind == Labels.CLASS) {
                classes.add((int) labels[i][0]);
                sample = Sample.ofClass(source, picture, Integer.toString((int) labels[i][0]));
            } else if (kind == Labels.ATTRIBUTES) {
                List<Float> row = new ArrayList<>();
                for (float value : labels[i]) {
                    row.add(value);
                }
                sample = Sample.ofAttributes(source, picture, List.copyOf(row));
            }
            samples.add(split.isPresent() ? sample.in(split.get()) : sample);
        }
    }

    private Form form(String name) {
        NpyHeader header = headers.get(name);
        List<Integer> shape = header.shape();
        if (header.columnsFirst()) {
            throw Sources.unusable(
                    file, name + " is in Fortran's order: save numpy.ascontiguousarray(" + name + ")", null);
        }
        if (!header.isBytes()) {
            String cure = header.isFloat()
                    ? ": if its values are 0 to 1, save (" + name + " * 255).round().astype('uint8')"
                    : ": save it as uint8, 0 to 255";
            throw Sources.unusable(file, name + " is of type " + header.type() + ", not uint8" + cure, null);
        }
        if (shape.size() == 3) {
            return new Form(shape.get(1), shape.get(2), 1, false);
        }
        if (shape.size() == 4 && isChannels(shape.get(3))) {
            return new Form(shape.get(1), shape.get(2), shape.get(3), false);
        }
        if (shape.size() == 4 && isChannels(shape.get(1))) {
            turned = ", channels first";
            return new Form(shape.get(2), shape.get(3), shape.get(1), true);
        }
        throw Sources.unusable(
                file,
                name + " has shape " + shape + ": pictures are N x height x width, with 1 or 3 channels last or first",
                null);
    }

    private static boolean isChannels(int size) {
        return size == 1 || size == 3;
    }

    private List<String> others(Map<Optional<Split>, Part> parts) {
        return headers.keySet().stream()
                .filter(name ->
                        parts.values().stream().noneMatch(part -> name.equals(part.images) || name.equals(part.labels)))
                .map(name -> "array " + name)
                .toList();
    }

    private String told(Map<Optional<Split>, Part> parts, Labels kind) {
        return parts.values().stream().map(part -> part.images).collect(Collectors.joining(", "))
                + turned
                + (kind == Labels.NONE
                        ? ", no labels"
                        : " with "
                                + parts.values().stream()
                                        .map(part -> part.labels)
                                        .collect(Collectors.joining(", ")));
    }

    /** How the bytes of a picture lie. */
    private record Form(int height, int width, int channels, boolean channelsFirst) {
        int size() {
            return Math.multiplyExact(Math.multiplyExact(height, width), channels);
        }

        byte[] rowsFirst(byte[] bytes) {
            if (!channelsFirst || channels == 1) {
                return bytes;
            }
            byte[] turned = new byte[bytes.length];
            int plane = height * width;
            for (int i = 0; i < plane; i++) {
                for (int c = 0; c < channels; c++) {
                    turned[i * channels + c] = bytes[c * plane + i];
                }
            }
            return turned;
        }
    }

    private static InOrder.Items items(InputStream array, int size) throws IOException {
        NpyHeader.read(array);
        return new FixedSize(array, size);
    }

    /** Pictures of one size, one after another in a stream. */
    record FixedSize(InputStream in, int size) implements InOrder.Items {
        @Override
        public byte[] next() throws IOException {
            byte[] item = in.readNBytes(size);
            if (item.length < size) {
                throw new EOFException("the array is cut short");
            }
            return item;
        }

        @Override
        public void skip(long items) throws IOException {
            in.skipNBytes(Math.multiplyExact(items, (long) size));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
