package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.data.Index;

/** Small sources, and what is read of them. */
final class TestFiles {
    private TestFiles() {}

    /** One pixel of this level. */
    static byte[] png(int level) {
        return ImageCodec.encode(Encoding.PNG, new Pixels(1, 1, 1, new byte[] {(byte) level}));
    }

    static void png(Path folder, String name, int level) throws IOException {
        write(folder, name, png(level));
    }

    static void write(Path folder, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    static void write(Path folder, String name, String text) throws IOException {
        write(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path zip(Path zip, Map<String, byte[]> files) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return zip;
    }

    static Path tar(Path tar, Map<String, byte[]> files) throws IOException {
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        return tar;
    }

    static Wishes labels(String wish) {
        return new Wishes(Optional.empty(), Optional.of(wish), Optional.empty(), Optional.empty(), false);
    }

    static PictureSource read(Path path) throws IOException {
        return read(path, Wishes.NONE);
    }

    /** Of sources whose pictures need nothing that is open. */
    static PictureSource read(Path path, Wishes wishes) throws IOException {
        try (Sources sources = Sources.open(path, wishes)) {
            return sources.source();
        }
    }

    /** {@code source=class} or {@code source=[numbers]}, then split and subject where they are told. */
    static List<String> lines(PictureSource source) {
        List<String> lines = new ArrayList<>();
        for (Sample sample : source.samples()) {
            String label = sample.className()
                    .orElse(
                            sample.attributes().isEmpty()
                                    ? ""
                                    : sample.attributes().toString());
            lines.add(sample.source() + "=" + label
                    + sample.split().map(split -> " " + split).orElse("")
                    + sample.subject().map(subject -> " of " + subject).orElse(""));
        }
        return lines;
    }

    /** Each class that is called by a number has it in a new data set. */
    static void assertNumbered(PictureSource source) {
        List<String> classes = ImportPlan.of(source, MissingNode.getInstance(), new PictureFitter(8, false), 0)
                .names();
        assertThat(source.samples()).isNotEmpty().allSatisfy(sample -> {
            String name = sample.className().orElseThrow();
            assertThat(classes).contains(name, Index.atIndex(Integer.parseInt(name)));
        });
    }

    /** Python with these modules; empty where it is absent. GENSTREAM_PYTHON names another than python3. */
    static boolean python(Path folder, String script) throws IOException, InterruptedException {
        String python = Optional.ofNullable(System.getenv("GENSTREAM_PYTHON")).orElse("python3");
        try {
            Process process = new ProcessBuilder(python, "-c", script)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("python.log").toFile())
                    .start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            process.destroyForcibly();
            boolean done = ended && process.exitValue() == 0;
            String log = Files.readString(folder.resolve("python.log"));
            Files.delete(folder.resolve("python.log"));
            if (!done && !log.contains("ModuleNotFoundError")) {
                throw new AssertionError(log);
            }
            return done;
        } catch (IOException e) {
            return false;
        }
    }
}
