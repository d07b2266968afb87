package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.model.pixels.ImageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of pictures: its sub-folders are the classes, in alphabetical order; without any there are no labels. */
final class FolderSource {
    private FolderSource() {}

    static PictureSource read(Path folder) throws IOException {
        List<Path> files = visibleFiles(folder);
        List<Path> pictures = files.stream().filter(Sources::isPicture).toList();
        if (pictures.isEmpty()) {
            throw Sources.unusable(folder, "there is no picture (PNG, JPEG, PPM, PGM) in it", null);
        }
        List<String> leftOut = new ArrayList<>();
        files.stream()
                .filter(Sources::isForeignPicture)
                .forEach(file -> leftOut.add(id(folder, file) + ": must be PNG, JPEG, PPM or PGM, convert it first"));
        if (LfwCrop.isOne(pictures)) {
            return new PictureSource(Labels.NONE, List.of(), LfwCrop.samples(folder, pictures), List.of());
        }
        boolean classes = pictures.stream().anyMatch(picture -> depth(folder, picture) > 1);
        List<Sample> samples = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (Path picture : pictures) {
            String recordId = id(folder, picture);
            if (!classes) {
                samples.add(Sample.unlabelled(recordId, () -> ImageCodec.decode(Files.readAllBytes(picture))));
            } else if (depth(folder, picture) > 1) {
                String name = recordId.substring(0, recordId.indexOf('/'));
                names.add(name);
                samples.add(Sample.ofClass(recordId, () -> ImageCodec.decode(Files.readAllBytes(picture)), name));
            } else {
                leftOut.add(recordId + ": lies beside the folders that name the classes");
            }
        }
        return new PictureSource(classes ? Labels.CLASS : Labels.NONE, List.copyOf(names), samples, leftOut);
    }

    /** With forward slashes on every platform. */
    static String id(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static int depth(Path folder, Path file) {
        return folder.relativize(file).getNameCount();
    }

    private static List<Path> visibleFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !hiddenBelow(folder, file))
                    .sorted((a, b) -> id(folder, a).compareTo(id(folder, b)))
                    .collect(Collectors.toList());
        }
    }

    private static boolean hiddenBelow(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (Sources.hidden(part)) {
                return true;
            }
        }
        return false;
    }
}
