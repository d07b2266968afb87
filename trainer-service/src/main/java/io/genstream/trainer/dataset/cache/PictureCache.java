package io.genstream.trainer.dataset.cache;

import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of pictures at the size that is trained, so that the next run need not read and resize them again. Holds so many bytes
 * at most; what was used longest ago goes first. May be lost at any time: the log has everything. Thread-safe.
 */
public final class PictureCache implements AutoCloseable {
    /**
     * Where the pictures of a run are held.
     *
     * @param directory of cached pictures
     * @param maxFileBytes of all cached pictures together
     * @param threads that make batches ready
     */
    public record Settings(Path directory, long maxFileBytes, int threads) {}

    private static final Logger LOGGER = LoggerFactory.getLogger(PictureCache.class);
    /** A trainer that runs looks at its notes once a minute. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final int MAX_TRAINERS = 64;
    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lock;
    private final long maxBytes;
    private final Clock clock;
    private long written;

    private PictureCache(Path directory, FileChannel lock, long maxBytes, Clock clock) {
        this.directory = directory;
        this.lock = lock;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Takes the first directory below this one that no other trainer has, and clears away what was never finished. */
    public static PictureCache open(Path root, long maxBytes, Clock clock) {
        try {
            for (int i = 0; i < MAX_TRAINERS; i++) {
                Path directory = Files.createDirectories(root.resolve(Integer.toString(i)));
                FileChannel lock =
                        FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (isOurs(lock)) {
                    PictureCache cache = new PictureCache(directory, lock, maxBytes, clock);
                    cache.sweep();
                    return cache;
                }
                lock.close();
            }
            throw new IOException(MAX_TRAINERS + " trainers use it already");
        } catch (IOException e) {
            throw new UncheckedIOException("dataset.cache.dir " + root + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // another trainer of this very process
        }
    }

    /** Clears what other trainers left that no longer run: nobody holds it against deletions. */
    public void clearAbandoned() {
        for (int i = 0; i < MAX_TRAINERS; i++) {
            Path other = directory.resolveSibling(Integer.toString(i));
            if (!other.equals(directory) && Files.isDirectory(other)) {
                try (FileChannel channel =
                        FileChannel.open(other.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    if (isOurs(channel)) {
                        clear(other);
                    }
                } catch (IOException e) {
                    throw unusable(e);
                }
            }
        }
    }

    private void clear(Path other) throws IOException {
        Instant eldest = clock.instant().minus(ABANDONED);
        List<Path> files = files(other);
        boolean recent = false;
        for (Path file : files) {
            recent |= Files.getLastModifiedTime(file).toInstant().isAfter(eldest);
        }
        if (!recent && !files.isEmpty()) {
            LOGGER.info("Cached pictures of a trainer that no longer runs are deleted: {}", other);
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void sweep() throws IOException {
        List<CacheNote> notes = notes();
        List<Path> known = Stream.concat(
                        notes.stream().map(note -> note.note(directory)),
                        notes.stream().map(note -> note.pictures(directory)))
                .toList();
        for (Path file : files()) {
            if (!known.contains(file)) {
                Files.delete(file);
            }
        }
    }

    private List<Path> files() {
        return files(directory);
    }

    private List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith(LOCK)).toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Of every finished file. */
    public synchronized List<CacheNote> notes() {
        return files().stream()
                .filter(CacheNote::isNote)
                .map(CacheNote::read)
                .flatMap(Optional::stream)
                .filter(note -> Files.exists(note.pictures(directory)))
                .toList();
    }

    public synchronized Optional<PictureStore> find(DatasetRevision revision, PictureForm form) {
        for (CacheNote note : notes()) {
            if (note.isOf(revision, form)) {
                try {
                    Files.setLastModifiedTime(note.pictures(directory), FileTime.from(clock.instant()));
                    return Optional.of(MappedPictures.open(directory, note));
                } catch (IOException e) {
                    delete(note);
                }
            }
        }
        return Optional.empty();
    }

    public synchronized CacheWriter writer(DatasetRevision revision, PictureForm form) {
        written = 0;
        return new CacheWriter(this, revision, form, directory.resolve("unfinished-" + System.nanoTime()));
    }

    /** Makes room for a file that is being written. */
    synchronized void reserve(long bytes) {
        written = bytes;
        if (bytes > maxBytes) {
            throw new DatasetException(
                    "the pictures take more than " + (maxBytes >> 20)
                            + " MiB at the size that is trained: raise dataset.cache.mib, or train smaller ones",
                    false);
        }
        makeRoom();
    }

    private void makeRoom() {
        List<CacheNote> eldestFirst =
                notes().stream().sorted(Comparator.comparing(this::lastUsed)).toList();
        long total = written + eldestFirst.stream().mapToLong(this::bytes).sum();
        for (CacheNote note : eldestFirst) {
            if (total > maxBytes) {
                total -= bytes(note);
                delete(note);
            }
        }
    }

    /** Takes a finished file in; earlier revisions of its data set are of no more use. */
    synchronized PictureStore add(Path file, CacheNote note) throws IOException {
        notes().stream()
                .filter(other -> other.datasetId().equals(note.datasetId())
                        && (other.revision() != note.revision() || other.form().equals(note.form())))
                .forEach(this::delete);
        Files.move(file, note.pictures(directory), StandardCopyOption.ATOMIC_MOVE);
        note.write(directory);
        written = 0;
        return MappedPictures.open(directory, note);
    }

    /** Which records of the log a file's pictures are of. */
    public synchronized CachedRecords records(CacheNote note) {
        try {
            return CachedRecords.open(directory, note);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Deletes a file of which some pictures are to be seen no more, by a run that has them mapped neither: other pictures of the
     * file come to lie in their place first.
     *
     * @param gone positions among its records
     */
    public synchronized void delete(CacheNote note, CachedRecords records, BitSet gone) {
        Set<Integer> slots = gone.stream().mapToObj(records::slot).collect(Collectors.toCollection(TreeSet::new));
        int stride = MappedPictures.stride(note.pictureBytes(), note.labels());
        try (FileChannel channel =
                FileChannel.open(note.pictures(directory), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int[] others = IntStream.range(0, note.count())
                    .filter(slot -> !slots.contains(slot))
                    .toArray();
            int next = 0;
            for (int slot : slots) {
                ByteBuffer picture = ByteBuffer.allocate(stride);
                for (int read = 0; others.length > 0 && picture.hasRemaining() && read >= 0; ) {
                    read = channel.read(picture, (long) others[next] * stride + picture.position());
                }
                long unused = channel.write(picture.clear(), (long) slot * stride);
                next = next + 1 < others.length ? next + 1 : 0;
            }
        } catch (IOException e) {
            LOGGER.warn(
                    "A run that learns from {} sees deleted pictures until it ends: {}",
                    note.datasetId(),
                    e.toString());
        }
        delete(note);
    }

    /** A run that has them mapped keeps them until it ends. */
    public synchronized void delete(CacheNote note) {
        try {
            Files.deleteIfExists(note.note(directory));
            Files.deleteIfExists(note.pictures(directory));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Does nothing where it was deleted meanwhile. */
    public synchronized void replace(CacheNote note, CacheNote by) {
        if (Files.exists(note.note(directory))) {
            try {
                by.write(directory);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    private FileTime lastUsed(CacheNote note) {
        try {
            return Files.getLastModifiedTime(note.pictures(directory));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private long bytes(CacheNote note) {
        try {
            return Files.size(note.pictures(directory));
        } catch (IOException e) {
            return 0;
        }
    }

    private DatasetException unusable(IOException e) {
        return new DatasetException("dataset.cache.dir " + directory + " cannot be used: " + e, true, e);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unusable(e);
        }
    }
}
