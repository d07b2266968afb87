package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A folder of pictures: its sub-folders are the classes, in alphabetical order; without any there are no labels. */
final class FolderSource implements Layout {
    @Override
    public String name() {
        return "folders";
    }

    @Override
    public boolean matches(Root root) {
        return root.file().isEmpty();
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        List<Path> pictures = root.pictures();
        if (pictures.isEmpty()) {
            throw Sources.unusable(root.given(), "there is no picture (PNG, JPEG, PPM, PGM) in it", null);
        }
        List<String> leftOut = new ArrayList<>(root.unreachable());
        root.files().stream()
                .filter(Sources::isForeignPicture)
                .forEach(file -> leftOut.add(root.name(file) + ": must be PNG, JPEG, PPM or PGM, convert it first"));
        boolean classes =
                pictures.stream().anyMatch(picture -> root.name(picture).contains("/"));
        List<Sample> samples = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (Path picture : pictures) {
            String source = root.name(picture);
            if (!classes) {
                samples.add(Sample.unlabelled(source, Picture.file(picture)));
            } else if (source.contains("/")) {
                String name = source.substring(0, source.indexOf('/'));
                names.add(name);
                samples.add(Sample.ofClass(source, Picture.file(picture), name));
            } else {
                leftOut.add(source + ": lies beside the folders that name the classes");
            }
        }
        return LabelFiles.told(
                root,
                wishes,
                new PictureSource(classes ? Labels.CLASS : Labels.NONE, List.copyOf(names), samples, leftOut));
    }
}
