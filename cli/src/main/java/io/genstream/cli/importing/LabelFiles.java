package io.genstream.cli.importing;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Files beside pictures that look as if they held labels. Whoever reads none of them says so. Stateless. */
final class LabelFiles {
    private static final Pattern TYPE =
            Pattern.compile(".*\\.(csv|tsv|jsonl?|txt|xml|mat|parquet|npy|npz|pkl|h5|hdf5|yaml|yml)");
    private static final Pattern SPEAKING = Pattern.compile(
            "(.*[^a-z])?(labels?|annotations?|metadata|classes|attr|attributes|identity|identities|categories|partition|targets?)([^a-z].*)?");
    private static final Pattern NOTES =
            Pattern.compile("(readme|licen[cs]e|changelog|citation|notice|requirements|credits)\\b.*");
    private static final int HEAD = 1 << 16;
    private static final int FEW = 3;
    /** Files that are opened: of so many all speak of the pictures, or none does. */
    private static final int OPENED = 200;

    private LabelFiles() {}

    /** Names them, and refuses where nothing else is there to label by. */
    static PictureSource told(Root root, Wishes wishes, PictureSource source) throws IOException {
        List<String> beside = beside(root, new PictureIndex(root), Set.of());
        if (!beside.isEmpty()
                && source.labels() == PictureSource.Labels.NONE
                && wishes.labels().isEmpty()) {
            throw unread(root.given(), beside);
        }
        List<String> lines = new ArrayList<>(source.notRead());
        lines.addAll(beside);
        return source.notRead(lines);
    }

    /**
     * A few lines for people; empty where there is none.
     *
     * @param read those that are
     */
    static List<String> beside(Root root, PictureIndex pictures, Set<Path> read) throws IOException {
        Map<String, List<String>> byFolder = new LinkedHashMap<>();
        int opened = 0;
        for (Path file : root.files()) {
            boolean speaking = !read.contains(file) && speaks(file, pictures);
            boolean opens = !speaking && !read.contains(file) && hasType(file) && opened++ < OPENED;
            if (speaking || opens && namesPictures(file, pictures)) {
                String name = root.name(file);
                byFolder.computeIfAbsent(name.substring(0, name.lastIndexOf('/') + 1), any -> new ArrayList<>())
                        .add(name);
            }
        }
        List<String> lines = new ArrayList<>();
        byFolder.values().forEach(names -> {
            if (names.size() <= FEW) {
                lines.addAll(names);
            } else {
                lines.add(names.get(0) + " and " + (names.size() - 1) + " more beside it");
            }
        });
        return lines;
    }

    /** For whoever would go on without labels: nobody wants that unasked. */
    static CommandException unread(Path source, Collection<String> lines) {
        return new CommandException(
                ExitCode.REFUSED,
                source + " may have labels that are not read (" + String.join(", ", lines)
                        + "), and nothing else says what its pictures show. Say --labels none to import them without");
    }

    private static boolean hasType(Path file) {
        String name = Root.lowerName(file);
        return TYPE.matcher(name).matches() && !NOTES.matcher(name).matches();
    }

    /** By its name. */
    private static boolean speaks(Path file, PictureIndex pictures) {
        if (!hasType(file)) {
            return false;
        }
        String name = Root.lowerName(file);
        String stem = name.substring(0, name.lastIndexOf('.'));
        return name.endsWith(".mat") || SPEAKING.matcher(stem).matches() || pictures.knows(stem);
    }

    private static boolean namesPictures(Path file, PictureIndex pictures) throws IOException {
        if (TableLayout.isTable(file) && Files.size(file) > 0) {
            try {
                return Table.of(file, pictures).namesPictures();
            } catch (CommandException | IOException e) {
                return true; // a table of an unknown kind
            }
        }
        String head = new String(Root.head(file, HEAD), StandardCharsets.UTF_8);
        return Arrays.stream(head.split("[\\s,;|:\"'<>\\[\\](){}]+", -1))
                .anyMatch(word -> isPictureName(word, pictures));
    }

    /** Numbers are everywhere; pictures are called so, too. */
    private static boolean isPictureName(String word, PictureIndex pictures) {
        return !word.isEmpty()
                && (PictureIndex.namesAPicture(word) || Float.isNaN(Column.number(word)) && word.length() > 3)
                && pictures.knows(word);
    }
}
