package io.genstream.broker;

import io.genstream.broker.BrokerException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A directory claimed for one process: present, writable, with room left, and locked until closed. The lock is the
 * operating system's, so a killed process leaves none behind. Used by the broker and by {@code standalone}.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "genstream.lock";
    private static final long MEBIBYTE = 1L << 20;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the directory if it is missing and claims it.
     *
     * @throws BrokerException if another process holds it, it cannot be written, or the disk has too little room
     */
    public static DataDirectory claim(Path directory, long minFreeBytes) {
        Path path = directory.toAbsolutePath().normalize();
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = lock(path.resolve(LOCK_FILE), path);
            requireRoom(path, minFreeBytes);
            writeOwner(channel);
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw refusal(path, e);
        } catch (BrokerException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /** Fails if some other program, such as a plain Kafka, holds the lock file; leaves nothing locked. */
    void requireUnlocked(String lockFile) {
        Path file = path.resolve(lockFile);
        if (Files.exists(file)) {
            try {
                lock(file, path).close();
            } catch (IOException e) {
                throw refusal(path, e);
            }
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static FileChannel lock(Path file, Path directory) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // held by this very JVM
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (lock == null) {
            channel.close();
            throw new BrokerException(
                    Reason.DIRECTORY_LOCKED,
                    "data directory " + directory + " is in use by another instance: stop it, or choose another one");
        }
        return channel;
    }

    private static void requireRoom(Path path, long minFreeBytes) throws IOException {
        long usable = Files.getFileStore(path).getUsableSpace();
        if (usable < minFreeBytes) {
            throw new BrokerException(
                    Reason.DISK_FULL,
                    "data directory " + path + " has " + usable / MEBIBYTE + " MiB left, needs "
                            + minFreeBytes / MEBIBYTE + " MiB: free some space, or choose another disk");
        }
    }

    private static void writeOwner(FileChannel channel) throws IOException {
        channel.truncate(0);
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        if (channel.write(ByteBuffer.wrap(pid)) != pid.length) {
            throw new IOException("No space left to write the lock file");
        }
    }

    private static BrokerException refusal(Path path, IOException e) {
        return new BrokerException(
                Reason.DIRECTORY_UNWRITABLE,
                "data directory " + path + " cannot be written (" + e + "): check its permissions, or choose another",
                e);
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // the lock ends with the process at the latest
            }
        }
    }
}
