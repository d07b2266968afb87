package io.genstream.standalone.trainer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file and its predecessor: at the limit the file becomes {@code <name>.1}, whose former content is lost.
 * Used by one thread.
 */
final class RollingLog implements AutoCloseable {
    private final Path file;
    private final Path previous;
    private final long limitBytes;
    private BufferedWriter writer;
    private long written;

    RollingLog(Path file, long limitBytes) throws IOException {
        this.file = file;
        this.previous = file.resolveSibling(file.getFileName() + ".1");
        this.limitBytes = limitBytes;
        Files.createDirectories(file.toAbsolutePath().getParent());
        written = Files.exists(file) ? Files.size(file) : 0;
        writer = open();
    }

    void write(String line) throws IOException {
        if (written >= limitBytes) {
            writer.close();
            Files.move(file, previous, StandardCopyOption.REPLACE_EXISTING);
            written = 0;
            writer = open();
        }
        writer.write(line);
        writer.write('\n');
        writer.flush();
        written += line.getBytes(StandardCharsets.UTF_8).length + 1L;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private BufferedWriter open() throws IOException {
        return Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
