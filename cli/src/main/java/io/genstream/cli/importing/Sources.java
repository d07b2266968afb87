package io.genstream.cli.importing;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipError;

/** Finds out what a path holds and keeps it open while it is read. Used by one thread. */
final class Sources implements Closeable {
    private static final String LABELS = "labels.csv";

    private final Closeable archive;
    private final PictureSource source;

    private Sources(Closeable archive, PictureSource source) {
        this.archive = archive;
        this.source = source;
    }

    /** A folder, a zip of one, a CSV file beside its pictures, or WebDataset shards. */
    static Sources open(Path path) {
        if (!Files.exists(path)) {
            throw unusable(path, "there is no such file or folder", null);
        }
        Closeable archive = null;
        try {
            if (Files.isRegularFile(path) && lowerName(path).endsWith(".zip")) {
                FileSystem zip = FileSystems.newFileSystem(path, (ClassLoader) null);
                archive = zip;
                return new Sources(archive, read(singleFolder(zip.getPath("/")), path));
            }
            List<Path> shards = shards(path);
            if (!shards.isEmpty()) {
                WebDatasetSource tars = new WebDatasetSource();
                archive = tars;
                return new Sources(archive, tars.read(shards));
            }
            return new Sources(null, read(path, path));
        } catch (IOException | ProviderNotFoundException | ZipError e) {
            closeQuietly(archive);
            throw unusable(path, e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(archive);
            throw e;
        }
    }

    PictureSource source() {
        return source;
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
    }

    /** Of a folder those in it. */
    private static List<Path> shards(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return lowerName(path).endsWith(".tar") ? List.of(path) : List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> lowerName(file).endsWith(".tar"))
                    .sorted()
                    .toList();
        }
    }

    /** @param given by the user: the path itself, or the archive that it lies in */
    private static PictureSource read(Path path, Path given) throws IOException {
        if (Files.isRegularFile(path)) {
            if (!lowerName(path).endsWith(".csv")) {
                throw unusable(path, "it is neither a folder nor a .zip, .tar or .csv", null);
            }
            return CsvSource.read(path);
        }
        if (IdxSource.isOne(path)) {
            return IdxSource.read(path);
        }
        Optional<Path> celeba = CelebaSource.table(path, given);
        if (celeba.isPresent()) {
            return CelebaSource.read(path, celeba.get());
        }
        Path labels = path.resolve(LABELS);
        return Files.isRegularFile(labels) ? CsvSource.read(labels) : FolderSource.read(path);
    }

    /** Many archives wrap all in one folder; its name must not become a class. */
    private static Path singleFolder(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            List<Path> visible = entries.filter(entry -> !hidden(entry)).toList();
            boolean wrapped = visible.size() == 1 && Files.isDirectory(visible.get(0)) && hasFolders(visible.get(0));
            return wrapped ? visible.get(0) : root;
        }
    }

    private static boolean hasFolders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(Files::isDirectory);
        }
    }

    static boolean hidden(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(".") || name.startsWith("__MACOSX");
    }

    static boolean isPicture(Path path) {
        String name = lowerName(path);
        return name.matches(".*\\.(png|jpe?g|p[gp]m)");
    }

    /** A picture that we cannot read. Other files, notes say, are none of our business. */
    static boolean isForeignPicture(Path path) {
        return lowerName(path).matches(".*\\.(gif|bmp|webp|tiff?|heic|avif|pnm|jp2)");
    }

    static CommandException unusable(Path path, String why, Throwable cause) {
        return new CommandException(ExitCode.FILE_UNUSABLE, path + " cannot be imported: " + why, cause);
    }

    private static String lowerName(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }

    private static void closeQuietly(Closeable archive) {
        if (archive != null) {
            try {
                archive.close();
            } catch (IOException ignored) {
                // what made us give up is reported
            }
        }
    }
}
