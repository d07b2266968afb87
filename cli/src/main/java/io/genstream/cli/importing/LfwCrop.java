package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LFWcrop (Sanderson and Lovell 2009, conradsanderson.id.au/lfwcrop): faces of 64x64, PPM in colour, PGM in grey, each
 * called after the person and a number. The person is the record's subject, so that one person can be deleted.
 */
final class LfwCrop implements Layout {
    private static final Pattern NAME = Pattern.compile("(.+)_\\d{4}\\.p[pg]m");

    @Override
    public String name() {
        return "lfwcrop";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        List<Path> pictures = root.pictures();
        return !pictures.isEmpty()
                && pictures.stream()
                        .allMatch(picture -> NAME.matcher(fileName(picture)).matches());
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        List<Sample> samples = root.pictures().stream()
                .map(picture -> Sample.unlabelled(root.name(picture), Picture.file(picture))
                        .of(person(picture)))
                .toList();
        return new PictureSource(Labels.NONE, List.of(), samples, List.of()).told("persons by the files' names");
    }

    private static String person(Path picture) {
        Matcher matcher = NAME.matcher(fileName(picture));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(picture + " is not called as LFWcrop's pictures are");
        }
        return matcher.group(1);
    }

    private static String fileName(Path picture) {
        return picture.getFileName().toString();
    }
}
