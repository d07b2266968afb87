package io.genstream.cli.importing;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds out what a path holds and keeps it open while it is read. Used by one thread. */
final class Sources implements Closeable {
    /** The first that matches reads: what is told by a file's name or head comes before what only looks at folders. */
    static final List<Layout> LAYOUTS = List.of(
            new WebDatasetLayout(),
            new ParquetLayout(),
            new NumpyLayout(),
            new IdxSource(),
            new CelebaLayout(),
            new StyleGanLayout(),
            new TableLayout(),
            new LfwCrop(),
            new UtkFace(),
            new FolderSource());

    private static final int FEW = 4;
    /** Sets in a folder; more folders than that are classes. */
    private static final int MANY = 50;

    private final Root root;
    private final Layout layout;
    private final PictureSource source;

    private Sources(Root root, Layout layout, PictureSource source) {
        this.root = root;
        this.layout = layout;
        this.source = source;
    }

    static Sources open(Path path) {
        return open(path, Wishes.NONE);
    }

    static Sources open(Path path, Wishes wishes) {
        Root root = Root.open(path, wishes.zipNames());
        try {
            if (wishes.layout().isEmpty() && root.file().isEmpty()) {
                refuseManySets(root);
            }
            Layout layout = layout(root, wishes);
            if (!layout.asksForPlaces()) {
                wishes.allowLabels();
                wishes.allowSplit();
            }
            PictureSource read = layout.read(root, wishes).leftOut(root.unreachable());
            PictureSource labelled = wishes.noLabels() ? read.unlabelled() : read;
            return new Sources(root, layout, wishes.noSplits() ? labelled.withoutSplits() : labelled);
        } catch (IOException e) {
            closeQuietly(root);
            throw unusable(path, e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(root);
            throw e;
        }
    }

    PictureSource source() {
        return source;
    }

    Layout layout() {
        return layout;
    }

    @Override
    public void close() throws IOException {
        root.close();
    }

    private static Layout layout(Root root, Wishes wishes) throws IOException {
        Optional<Layout> found = wishes.layout().isEmpty()
                ? matching(root)
                : LAYOUTS.stream()
                        .filter(layout -> layout.name().equals(wishes.layout().get()))
                        .findFirst();
        String names = LAYOUTS.stream().map(Layout::name).collect(Collectors.joining(", "));
        return found.orElseThrow(() -> unusable(
                root.given(),
                wishes.layout()
                        .map(name -> "there is no layout " + name + "; there are " + names)
                        .orElse("it is neither a folder nor a .zip, .tar, .csv, .tsv, .jsonl, .parquet, .npz or .npy"),
                null));
    }

    private static Optional<Layout> matching(Root root) throws IOException {
        for (Layout layout : LAYOUTS) {
            if (layout.matches(root)) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    /** A layout that is found in one of the folders below and not in the others is not that of the whole. */
    private static void refuseManySets(Root root) throws IOException {
        List<Root> below = root.below();
        if (below.size() < 2 || below.size() > MANY) {
            return;
        }
        Map<String, String> sets = new TreeMap<>();
        int others = 0;
        for (Root part : below) {
            String folder = root.name(part.folder());
            String layout = matching(part).map(Layout::name).orElse(FolderSource.NAME);
            boolean pictures = part.files().stream().anyMatch(Sources::isPicture);
            if (layout.equals(FolderSource.NAME) || Splits.ofWord(folder).isPresent()) {
                others += pictures ? 1 : 0;
            } else if (pictures || part.files().stream().anyMatch(Sources::isContainer)) {
                sets.put(folder, layout);
            }
        }
        boolean alike = others == 0 && new HashSet<>(sets.values()).size() == 1;
        if (sets.isEmpty() || sets.size() + others < 2 || alike) {
            return;
        }
        throw ambiguous(
                root.given(),
                "it holds several sets, "
                        + some(sets.entrySet().stream()
                                .map(set -> set.getKey() + " (" + set.getValue() + ")")
                                .toList())
                        + (others == 0 ? "" : " beside " + others + " more with pictures"),
                "which by its own path, or --layout to read all of it as one");
    }

    static boolean isPicture(Path path) {
        return Root.lowerName(path).matches(".*\\.(png|jpe?g|p[gp]m|bmp|gif)");
    }

    /** A picture that we cannot read. Other files, notes say, are none of our business. */
    static boolean isForeignPicture(Path path) {
        return Root.lowerName(path).matches(".*\\.(webp|tiff?|heic|avif|pnm|jp2)");
    }

    /** Pictures may lie in it. */
    static boolean isContainer(Path path) {
        return Root.lowerName(path).matches(".*\\.(zip|tar|gz|npz|parquet)");
    }

    /** The first few, for people. */
    static String some(Collection<String> names) {
        String first = names.stream().limit(FEW).collect(Collectors.joining(", "));
        return names.size() <= FEW ? first : first + ", … (" + names.size() + ")";
    }

    static CommandException unusable(Path path, String why, Throwable cause) {
        return new CommandException(ExitCode.FILE_UNUSABLE, path + " cannot be imported: " + why, cause);
    }

    /** Two readings are possible, and neither may be taken in silence. */
    static CommandException ambiguous(Path path, String what, String options) {
        return new CommandException(
                ExitCode.REFUSED, path + " can be read in more than one way: " + what + ". Say " + options);
    }

    static void closeQuietly(Closeable archive) {
        if (archive != null) {
            try {
                archive.close();
            } catch (IOException ignored) {
                // what made us give up is reported
            }
        }
    }
}
