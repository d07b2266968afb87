package io.genstream.cli.importing;

import io.genstream.cli.importing.Folders.Placed;
import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A folder of pictures. Its sub-folders are the classes, below folders called after splits where there are any. One folder
 * around all of them names nothing; folders within folders are classes only where each outermost one has pictures of its own.
 */
final class FolderSource implements Layout {
    static final String NAME = "folders";
    static final String FOLDER = "folder";
    static final String TOP = "top";

    private static final Function<Placed, String> NO_CLASS = picture -> "";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean matches(Root root) {
        return root.file().isEmpty();
    }

    @Override
    public boolean asksForPlaces() {
        return true;
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        wishes.allowLabels(FOLDER, TOP);
        wishes.allowSplit(FOLDER);
        List<Path> files = root.pictures();
        if (files.isEmpty()) {
            throw Sources.unusable(
                    root.given(), "there is no picture (PNG, JPEG, PPM, PGM, BMP, GIF) in it" + archives(root), null);
        }
        Folders folders = new Folders(root, wishes, files);
        Function<Placed, String> classOf = classes(root, folders, wishes);
        List<String> leftOut = new ArrayList<>();
        root.files().stream()
                .filter(Sources::isForeignPicture)
                .forEach(file ->
                        leftOut.add(root.name(file) + ": must be PNG, JPEG, PPM, PGM, BMP or GIF, convert it first"));
        if (classOf != NO_CLASS) {
            folders.dropOutside();
        }
        List<Sample> samples = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Placed placed : folders.pictures()) {
            String source = root.name(placed.file());
            String name = classOf.apply(placed);
            Sample sample = name.isEmpty()
                    ? Sample.unlabelled(source, Picture.file(placed.file()))
                    : Sample.ofClass(source, Picture.file(placed.file()), name);
            if (!name.isEmpty()) {
                names.add(name);
            }
            samples.add(placed.split().map(sample::in).orElse(sample));
        }
        leftOut.addAll(folders.leftOut());
        Labels labels = names.isEmpty() ? Labels.NONE : Labels.CLASS;
        PictureSource source =
                new PictureSource(labels, ClassNames.inOrder(names), samples, leftOut).notRead(others(root));
        return LabelFiles.told(root, wishes, source);
    }

    /** What names a picture's class; a function that is only this one where nothing does. */
    private static Function<Placed, String> classes(Root root, Folders folders, Wishes wishes) {
        Map<String, Integer> directly = folders.directlyIn();
        if (wishes.noLabels() || directly.isEmpty() && wishes.labels().isEmpty()) {
            return NO_CLASS;
        }
        if (directly.isEmpty()) {
            throw Sources.unusable(root.given(), "there are no folders that could name classes", null);
        }
        if (wishes.labels().isPresent()) {
            return wishes.labels().get().equals(TOP) ? Placed::top : Placed::all;
        }
        long outside = folders.pictures().stream()
                .filter(picture -> picture.folders().isEmpty())
                .count();
        if (2 * outside > folders.pictures().size()) {
            throw Sources.ambiguous(
                    root.given(),
                    outside + " of " + folders.pictures().size() + " pictures lie beside the folders "
                            + Sources.some(directly.keySet()),
                    "--labels none to import all without labels, or --labels folder to import those in folders");
        }
        if (directly.values().stream().noneMatch(count -> count == 0)) {
            boolean named = directly.size() > 1 || outside > 0 || wishes.classes();
            return named ? Placed::top : NO_CLASS; // the only folder there is tells nothing apart
        }
        throw nested(root, folders, directly);
    }

    private static RuntimeException nested(Root root, Folders folders, Map<String, Integer> directly) {
        Set<String> innermost = new TreeSet<>();
        folders.pictures().forEach(picture -> innermost.add(picture.all()));
        return Sources.ambiguous(
                root.given(),
                "there are folders in the folders " + Sources.some(directly.keySet()),
                "--labels folder for " + innermost.size() + " classes (" + Sources.some(innermost)
                        + "), --labels top for "
                        + directly.size() + " (" + Sources.some(directly.keySet())
                        + "), or import one of them if each is a set of its own");
    }

    private static List<String> others(Root root) throws IOException {
        Map<String, Long> types = new TreeMap<>();
        root.files().stream()
                .filter(file -> !Sources.isPicture(file) && !Sources.isForeignPicture(file))
                .forEach(file -> types.merge(type(Root.lowerName(file)), 1L, Long::sum));
        if (types.isEmpty()) {
            return List.of();
        }
        List<String> counts = new ArrayList<>();
        types.forEach((type, count) -> counts.add(count + " " + type));
        return List.of("other files (" + Sources.some(counts) + ")");
    }

    private static String type(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "without extension";
    }

    private static String archives(Root root) throws IOException {
        List<String> names = root.files().stream()
                .filter(Sources::isContainer)
                .map(root::name)
                .toList();
        return names.isEmpty() ? "" : "; import an archive by its own name: " + Sources.some(names);
    }
}
