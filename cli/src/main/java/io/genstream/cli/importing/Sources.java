package io.genstream.cli.importing;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
            Layout layout = layout(root, wishes);
            return new Sources(root, layout, layout.read(root, wishes));
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
        for (Layout layout : LAYOUTS) {
            if (wishes.layout().isPresent() ? wishes.layout().get().equals(layout.name()) : layout.matches(root)) {
                return layout;
            }
        }
        String names = LAYOUTS.stream().map(Layout::name).collect(Collectors.joining(", "));
        throw unusable(
                root.given(),
                wishes.layout().isPresent()
                        ? "there is no layout " + wishes.layout().get() + "; there are " + names
                        : "it is neither a folder nor a .zip, .tar, .csv, .tsv, .jsonl, .parquet, .npz or .npy",
                null);
    }

    static boolean isPicture(Path path) {
        return Root.lowerName(path).matches(".*\\.(png|jpe?g|p[gp]m)");
    }

    /** A picture that we cannot read. Other files, notes say, are none of our business. */
    static boolean isForeignPicture(Path path) {
        return Root.lowerName(path).matches(".*\\.(gif|bmp|webp|tiff?|heic|avif|pnm|jp2)");
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
