package io.genstream.cli.importing;

import io.genstream.model.pixels.ImageCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LFWcrop (Sanderson and Lovell 2009, conradsanderson.id.au/lfwcrop): faces of 64x64, PPM in colour, PGM in grey, each
 * called after the person and a number. The person is the record's subject, so that one person can be deleted.
 */
final class LfwCrop {
    private static final Pattern NAME = Pattern.compile("(.+)_\\d{4}\\.p[pg]m");

    private LfwCrop() {}

    static boolean isOne(List<Path> pictures) {
        return pictures.stream().allMatch(picture -> NAME.matcher(name(picture)).matches());
    }

    static List<Sample> samples(Path folder, List<Path> pictures) {
        return pictures.stream()
                .map(picture -> Sample.unlabelled(
                                FolderSource.id(folder, picture), () -> ImageCodec.decode(Files.readAllBytes(picture)))
                        .of(person(picture)))
                .toList();
    }

    private static String person(Path picture) {
        Matcher matcher = NAME.matcher(name(picture));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(picture + " is not called as LFWcrop's pictures are");
        }
        return matcher.group(1);
    }

    private static String name(Path picture) {
        return picture.getFileName().toString();
    }
}
