package io.genstream.cli.importing;

import io.genstream.cli.client.SystemText;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipError;

/**
 * What lies at the path that the user gave, opened and listed once for all layouts: a folder, the folder in a zip, or a single
 * file with the folder around it. Symbolic links are followed, once in a circle. Used by one thread; its files are read by any.
 */
final class Root implements Closeable {
    private static final int MAX_DEPTH = 32;

    private final Path given;
    private final Path folder;
    private final Optional<Path> file;
    private final List<Closeable> open = new ArrayList<>();
    private final List<String> unreachable = new ArrayList<>();
    private List<Path> files;

    private Root(Path given, Path folder, Optional<Path> file) {
        this.given = given;
        this.folder = folder;
        this.file = file;
    }

    static Root open(Path given, Optional<String> zipNames) {
        if (!Files.exists(given)) {
            throw Sources.unusable(given, "there is no such file or folder", null);
        }
        if (Files.isDirectory(given)) {
            return new Root(given, given, Optional.empty());
        }
        if (!lowerName(given).endsWith(".zip")) {
            return new Root(given, given.toAbsolutePath().getParent(), Optional.of(given.toAbsolutePath()));
        }
        return openZip(given, zipNames);
    }

    private static Root openZip(Path given, Optional<String> names) {
        FileSystem zip = null;
        try {
            zip = FileSystems.newFileSystem(
                    given, Map.of("encoding", ZipNames.charset(given, names).name()));
            Root root = new Root(given, unwrapped(zip.getPath("/")), Optional.empty());
            root.keep(zip);
            return root;
        } catch (IOException | ProviderNotFoundException | ZipError e) {
            Sources.closeQuietly(zip);
            throw Sources.unusable(given, e.getMessage(), e);
        }
    }

    /** Many archives wrap all in one folder; its name must not become a class. */
    private static Path unwrapped(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            List<Path> visible = entries.filter(entry -> !hidden(entry)).toList();
            boolean wrapped = visible.size() == 1
                    && Files.isDirectory(visible.get(0))
                    && hasFolders(visible.get(0))
                    && Splits.ofWord(bare(visible.get(0))).isEmpty();
            return wrapped ? visible.get(0) : root;
        }
    }

    /** Zip files end the names of folders with a slash. */
    private static String bare(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean hasFolders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(Files::isDirectory);
        }
    }

    /** As the user named it. */
    Path given() {
        return given;
    }

    /** Of the tree; the one around a single file. */
    Path folder() {
        return folder;
    }

    /** The single file that was given, which is no zip. */
    Optional<Path> file() {
        return file;
    }

    /** All that are visible below the folder, in the order of their names; below the one around a single file, too. */
    List<Path> files() throws IOException {
        if (files == null) {
            files = list();
        }
        return files;
    }

    /** Those that can be read, by their names. */
    List<Path> pictures() throws IOException {
        return files().stream().filter(Sources::isPicture).toList();
    }

    /** The folders directly below, each as if it had been given. */
    List<Root> below() throws IOException {
        Map<String, List<Path>> parts = new LinkedHashMap<>();
        for (Path path : files()) {
            String name = name(path);
            int slash = name.indexOf('/');
            if (slash > 0) {
                parts.computeIfAbsent(name.substring(0, slash), top -> new ArrayList<>())
                        .add(path);
            }
        }
        List<Root> below = new ArrayList<>();
        parts.forEach((top, paths) -> {
            Root root = new Root(given.resolve(top), folder.resolve(top), Optional.empty());
            root.files = paths;
            below.add(root);
        });
        return below;
    }

    /** The file of this name that lies least deep. */
    Optional<Path> find(String fileName) throws IOException {
        return files().stream()
                .filter(path -> path.getFileName().toString().equals(fileName))
                .min(Comparator.comparingInt(Path::getNameCount));
    }

    /** Relative to the folder, with forward slashes on every platform. */
    String name(Path path) {
        return folder.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    /** The first bytes of a file, fewer where it ends. */
    static byte[] head(Path path, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(bytes);
        }
    }

    /** Closes it with the root: for readers whose samples read from it. */
    <T extends Closeable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    /** Links that lead nowhere or in a circle and folders that may not be read, each with the reason. */
    List<String> unreachable() {
        return unreachable;
    }

    private List<Path> list() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return !path.equals(folder) && hidden(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !hidden(path)) {
                    requireTold(path);
                    found.add(path);
                } else if (attributes.isSymbolicLink() && !hidden(path)) {
                    unreachable.add(name(path) + ": the link leads nowhere");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                if (!hidden(path)) {
                    unreachable.add(name(path) + ": " + why(e));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.comparing(this::name));
        return List.copyOf(found);
    }

    /** Two such names may look alike, and become one class or one record. */
    private void requireTold(Path path) {
        if (path.getFileSystem() == FileSystems.getDefault() && !SystemText.isTold(name(path))) {
            throw Sources.unusable(given, "the name " + name(path) + " cannot be told: " + SystemText.cure(), null);
        }
    }

    private static String why(IOException e) {
        if (e instanceof FileSystemLoopException) {
            return "the link leads to a folder that it lies in";
        }
        return "cannot be read (" + e.getMessage() + ")";
    }

    static boolean hidden(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(".") || name.startsWith("__MACOSX");
    }

    static String lowerName(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        for (Closeable resource : open) {
            resource.close();
        }
    }
}
