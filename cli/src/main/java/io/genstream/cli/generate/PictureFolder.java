package io.genstream.cli.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A folder with a PNG a picture, labels.csv in the form that {@code import} reads, and about.json, which says that the pictures
 * are synthetic and how to make them again. Used by one thread.
 */
final class PictureFolder {
    private static final String SAFE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final String LABELS = "labels.csv";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path folder;
    private long pictures;

    private PictureFolder(Path folder) {
        this.folder = folder;
    }

    static PictureFolder create(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new FileSystemException(folder.toString(), null, "the folder is not empty");
            }
        } catch (java.nio.file.NotDirectoryException e) {
            throw new FileAlreadyExistsException(folder.toString(), null, "is a file");
        }
        return new PictureFolder(folder);
    }

    /** Returns how many pictures there were. */
    long unpack(InputStream archive, AskedModel model, ObjectNode order, LongConsumer onPicture) throws IOException {
        JsonNode last = null;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(archive);
                PrintWriter labels = new PrintWriter(Files.newBufferedWriter(folder.resolve(LABELS)))) {
            labels.println(heading(model));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                if (!name.matches(SAFE_NAME)) {
                    throw new IOException("the archive holds a file of the name " + name);
                }
                if (name.endsWith(".json")) {
                    last = mapper.readTree(tar.readAllBytes());
                    labels.println(row(name.substring(0, name.length() - ".json".length()) + ".png", model, last));
                } else {
                    Files.copy(tar, folder.resolve(name));
                    pictures++;
                    onPicture.accept(pictures);
                }
            }
        }
        if (last != null) {
            about(order, last);
        }
        return pictures;
    }

    private static String heading(AskedModel model) {
        if (model.classes()) {
            return "file,label";
        }
        StringJoiner line = new StringJoiner(",");
        line.add("file");
        model.names().forEach(name -> line.add(quoted(name)));
        return line.toString();
    }

    private static String row(String file, AskedModel model, JsonNode picture) {
        StringJoiner line = new StringJoiner(",");
        line.add(file);
        if (model.classes()) {
            return line.add(quoted(picture.path("labelName").asText(""))).toString();
        }
        List<String> names = model.names();
        for (int i = 0; i < names.size(); i++) {
            line.add(picture.path("label").path(i).asText(""));
        }
        return line.toString();
    }

    /** As RFC 4180 has it. */
    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void about(ObjectNode order, JsonNode picture) throws IOException {
        ObjectNode about = mapper.createObjectNode()
                .put("synthetic", true)
                .put("pictures", pictures)
                .put("model", picture.path("model").asText())
                .put("version", picture.path("version").asText());
        about.set("order", order);
        Files.writeString(
                folder.resolve("about.json"),
                mapper.writerWithDefaultPrettyPrinter().writeValueAsString(about) + System.lineSeparator());
    }
}
