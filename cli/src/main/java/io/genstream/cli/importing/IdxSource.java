package io.genstream.cli.importing;

import io.genstream.cli.importing.Sample.Split;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * MNIST and its relatives: pairs of IDX files (LeCun, Cortes and Burges), gzipped or not. What is called test or t10k is the test
 * split. EMNIST (Cohen et al. 2017, files emnist-...) stores its pictures with rows and columns changed over; they are turned.
 */
final class IdxSource implements Layout {
    private static final Pattern IMAGES = Pattern.compile("(.+)[-.]images[-.]idx3[-.]ubyte(\\.gz)?");
    private static final int IMAGES_MAGIC = 0x00000803;
    private static final int LABELS_MAGIC = 0x00000801;
    private static final int LONGEST_SIDE = 8192;
    private static final int MOST_PICTURES = 1 << 24;

    @Override
    public String name() {
        return "idx";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        return root.file().isEmpty() && !images(root).isEmpty();
    }

    /** A file of pictures, with what it says of itself. */
    private record Images(String name, Path file, int count, int height, int width) {
        boolean changedOver() {
            return name.startsWith("emnist");
        }
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        Map<String, Path> files = images(root);
        List<String> sets =
                files.keySet().stream().map(IdxSource::set).distinct().toList();
        if (sets.size() > 1) {
            throw Sources.unusable(
                    root.given(), "it holds several data sets, " + sets + ": put each into a folder of its own", null);
        }
        List<Sample> samples = new ArrayList<>();
        TreeSet<Integer> classes = new TreeSet<>();
        Map<String, Optional<Split>> splits = Splits.ofFileNames(files.keySet(), name -> name);
        boolean turned = false;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Images images = head(file.getKey(), file.getValue());
            turned |= images.changedOver();
            int[] labels = labels(images);
            InOrder items = root.keep(new InOrder(() -> items(images)));
            Optional<Split> split = splits.get(images.name());
            for (int i = 0; i < labels.length; i++) {
                classes.add(labels[i]);
                Sample sample = Sample.ofClass(
                        String.format(Locale.ROOT, "%s-%06d", images.name(), i),
                        picture(images, items, i),
                        Integer.toString(labels[i]));
                samples.add(split.isPresent() ? sample.in(split.get()) : sample);
            }
        }
        List<String> names = classes.stream().map(String::valueOf).toList();
        return new PictureSource(PictureSource.Labels.CLASS, names, samples, List.of())
                .told(turned ? "pictures turned, since EMNIST stores them with rows and columns changed over" : "");
    }

    private static Picture picture(Images images, InOrder items, int index) {
        return images.changedOver()
                ? Picture.raw(
                        images.width(),
                        images.height(),
                        1,
                        () -> changedOver(items.get(index), images.height(), images.width()))
                : Picture.raw(images.height(), images.width(), 1, () -> items.get(index));
    }

    private static byte[] changedOver(byte[] stored, int height, int width) {
        byte[] turned = new byte[stored.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned[x * height + y] = stored[y * width + x];
            }
        }
        return turned;
    }

    private static InOrder.Items items(Images images) throws IOException {
        DataInputStream in = open(images.file());
        in.skipNBytes(4 * Integer.BYTES);
        return new NumpySource.FixedSize(in, images.height() * images.width());
    }

    private static Images head(String name, Path file) throws IOException {
        try (DataInputStream in = open(file)) {
            requireMagic(in.readInt(), IMAGES_MAGIC, file);
            Images images = new Images(name, file, in.readInt(), in.readInt(), in.readInt());
            if (images.count() < 0
                    || images.count() > MOST_PICTURES
                    || images.height() < 1
                    || images.width() < 1
                    || Math.max(images.height(), images.width()) > LONGEST_SIDE) {
                throw Sources.unusable(
                        file,
                        "its header names " + images.count() + " pictures of " + images.height() + "x" + images.width()
                                + ", which cannot be",
                        null);
            }
            return images;
        } catch (EOFException e) {
            throw Sources.unusable(file, "it is cut short", e);
        }
    }

    private static int[] labels(Images images) throws IOException {
        String name = images.file()
                .getFileName()
                .toString()
                .replace("images", "labels")
                .replace("idx3", "idx1");
        Path packed = images.file().resolveSibling(name.endsWith(".gz") ? name : name + ".gz");
        Path plain = images.file().resolveSibling(name.replaceFirst("\\.gz$", ""));
        Path file = Files.isRegularFile(plain) ? plain : packed;
        if (!Files.isRegularFile(file)) {
            throw Sources.unusable(images.file(), "there is no " + file.getFileName() + " beside it", null);
        }
        try (DataInputStream in = open(file)) {
            requireMagic(in.readInt(), LABELS_MAGIC, file);
            int count = in.readInt();
            if (count != images.count()) {
                throw Sources.unusable(
                        images.file(),
                        images.name() + " has " + images.count() + " pictures and " + count + " labels",
                        null);
            }
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = in.readUnsignedByte();
            }
            return labels;
        } catch (EOFException e) {
            throw Sources.unusable(file, "it is cut short", e);
        }
    }

    private static void requireMagic(int actual, int wanted, Path file) {
        if (actual != wanted) {
            throw Sources.unusable(
                    file, String.format(Locale.ROOT, "it begins with %08x, not %08x", actual, wanted), null);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return new DataInputStream(
                file.toString().endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(in), 1 << 16) : in);
    }

    /** By what comes before images; of a packed and an unpacked one the unpacked. */
    private static Map<String, Path> images(Root root) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        for (Path file : root.files()) {
            Matcher name = IMAGES.matcher(file.getFileName().toString());
            if (name.matches() && (name.group(2) == null || !found.containsKey(name.group(1)))) {
                found.put(name.group(1), file);
            }
        }
        return found;
    }

    /** Its name without the split. */
    private static String set(String name) {
        return Arrays.stream(name.split("-", -1))
                .filter(word -> Splits.ofWord(word).isEmpty())
                .collect(Collectors.joining("-"));
    }
}
