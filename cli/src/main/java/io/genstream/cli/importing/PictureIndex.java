package io.genstream.cli.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds a picture by what tables call it: with or without folders, extension, either slash. Immutable once made. */
final class PictureIndex {
    private static final Pattern EXTENSION =
            Pattern.compile("\\.(png|jpe?g|p[gpn]m|gif|bmp|webp|tiff?|heic|avif|jp2)$", Pattern.CASE_INSENSITIVE);

    private final Root root;
    private final Map<String, List<Path>> byStem = new HashMap<>();

    PictureIndex(Root root) throws IOException {
        this.root = root;
        for (Path file : root.files()) {
            if (Sources.isPicture(file) || Sources.isForeignPicture(file)) {
                byStem.computeIfAbsent(stem(Root.lowerName(file)), any -> new ArrayList<>(1))
                        .add(file);
            }
        }
    }

    /** Whether any picture is called so, whatever folder it lies in. */
    boolean knows(String name) {
        return byStem.containsKey(stem(base(clean(name)).toLowerCase(Locale.ROOT)));
    }

    static boolean namesAPicture(String text) {
        return EXTENSION.matcher(text).find();
    }

    /**
     * The picture; several where the name leaves it open, none where there is none.
     *
     * @param table in which the name stands: of two pictures of one name the one beside it is meant, or, of train.csv, the one in train/
     */
    List<Path> find(String name, Path table) {
        String wanted = clean(name);
        String base = base(wanted);
        boolean extension = namesAPicture(base);
        String home = root.name(table);
        String exact = home.substring(0, home.lastIndexOf('/') + 1) + wanted;
        List<Path> best = new ArrayList<>();
        int bestRank = 0;
        for (Path file : byStem.getOrDefault(stem(base.toLowerCase(Locale.ROOT)), List.of())) {
            String found = root.name(file);
            if (!extension || base(found).equalsIgnoreCase(base)) {
                int rank = rank(found, wanted, exact, home);
                if (rank > bestRank) {
                    best.clear();
                    bestRank = rank;
                }
                if (rank == bestRank && rank > 0) {
                    best.add(file);
                }
            }
        }
        return best;
    }

    /** 0: it is another picture. */
    private static int rank(String found, String wanted, String exact, String table) {
        if (found.equals(exact) || stem(found).equals(exact)) {
            return Integer.MAX_VALUE;
        }
        String[] there = found.split("/", -1);
        String[] asked = wanted.split("/", -1);
        int common = 0;
        while (common < Math.min(there.length, asked.length) - 1
                && there[there.length - 2 - common].equalsIgnoreCase(asked[asked.length - 2 - common])) {
            common++;
        }
        if (common == 0 && asked.length > 1 && there.length > 1) {
            return 0; // train/1.png is not test/1.png
        }
        return 2 + 2 * common + (likeTable(there, table) ? 1 : 0);
    }

    private static boolean likeTable(String[] folders, String table) {
        String name = base(table).toLowerCase(Locale.ROOT);
        for (int i = 0; i < folders.length - 1; i++) {
            String folder = folders[i].toLowerCase(Locale.ROOT);
            if (name.startsWith(folder) && !Character.isLetterOrDigit(name.charAt(folder.length()))) {
                return true;
            }
        }
        return false;
    }

    private static String clean(String name) {
        String slashes = name.strip().replace('\\', '/');
        return slashes.startsWith("./") ? slashes.substring(2) : slashes;
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String stem(String name) {
        return EXTENSION.matcher(name).replaceFirst("");
    }
}
