package io.genstream.cli.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongConsumer;

/** Writes a download to where {@code --out} says. A file appears under its name only when it is whole. Used by one thread. */
final class OutputWriter {
    private final Path out;
    private final AskedModel model;
    private final LongConsumer progress;

    /** @param progress told how many pictures have come */
    OutputWriter(Path out, AskedModel model, LongConsumer progress) {
        this.out = out;
        this.model = model;
        this.progress = progress;
    }

    void write(GenerationDownload download, ObjectNode order) {
        OutputForm form = OutputForm.of(out);
        try {
            if (form == OutputForm.FOLDER) {
                PictureFolder folder = PictureFolder.create(out);
                try (InputStream tar = download.streamed(form.mediaType(), progress)) {
                    requireAll(folder.unpack(tar, model, order, progress), order);
                }
            } else {
                toFile(download, form, order);
            }
        } catch (FileSystemException e) {
            throw new CommandException(
                    ExitCode.FILE_UNUSABLE, out + " cannot be written (" + reason(e) + "): choose another --out", e);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.SERVER_FAILED,
                    "the pictures broke off (" + e.getMessage() + "): ask again, the same seed gives the same pictures",
                    e);
        }
    }

    private void toFile(GenerationDownload download, OutputForm form, ObjectNode order) throws IOException {
        Path whole = out.toAbsolutePath();
        if (!Files.isDirectory(whole.getParent())) {
            throw new NoSuchFileException(out.toString(), null, "there is no folder " + whole.getParent());
        }
        Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
        try {
            fetch(download, form, order, part);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void fetch(GenerationDownload download, OutputForm form, ObjectNode order, Path part) throws IOException {
        String type = form.mediaType();
        try (OutputStream file = Files.newOutputStream(part);
                InputStream body =
                        form == OutputForm.SHEET ? download.whole(type, progress) : download.streamed(type, progress)) {
            if (form == OutputForm.TAR) {
                requireAll(CountedTar.copy(body, file, progress), order);
            } else {
                copy(body, file);
            }
        }
    }

    /** Arrays come picture after picture, so that bytes tell how many have come. */
    private void copy(InputStream body, OutputStream file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            file.write(buffer, 0, read);
            bytes += read;
            progress.accept(bytes / model.pictureBytes());
        }
    }

    private static void requireAll(long pictures, ObjectNode order) throws IOException {
        long asked = order.path("count").asLong();
        if (pictures != asked) {
            throw new IOException("there are " + pictures + " of " + asked);
        }
    }

    private static String reason(FileSystemException e) {
        return e.getReason() != null ? e.getReason() : e.getClass().getSimpleName();
    }
}
