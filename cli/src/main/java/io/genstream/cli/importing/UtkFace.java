package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UTKFace (Zhang, Song and Qi 2017, susanqq.github.io/UTKFace): each face is called age_gender_race_time.jpg. Age in years; gender 0
 * male, 1 female; race 0 White, 1 Black, 2 Asian, 3 Indian, 4 others, as its authors number them. Some names lack a part.
 */
final class UtkFace implements Layout {
    private static final Pattern NAME =
            Pattern.compile("(\\d{1,3})_([01])_([0-4])_\\d{14,20}(\\.jpg)?(\\.chip)?\\.(jpe?g|png)");
    private static final Pattern NEARLY = Pattern.compile("\\d{1,3}_.*\\d{14,20}.*");
    /** Of the names, for a folder to be taken for it. */
    private static final double SHARE = 0.9;

    @Override
    public String name() {
        return "utkface";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        List<Path> pictures = root.pictures();
        long named = pictures.stream()
                .filter(picture ->
                        NAME.matcher(picture.getFileName().toString()).matches())
                .count();
        long nearly = pictures.stream()
                .filter(picture ->
                        NEARLY.matcher(picture.getFileName().toString()).matches())
                .count();
        return named > 0 && nearly == pictures.size() && named >= SHARE * pictures.size();
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        List<Sample> samples = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Path picture : root.pictures()) {
            Matcher name = NAME.matcher(picture.getFileName().toString());
            if (name.matches()) {
                List<Float> values = List.of(
                        Float.valueOf(name.group(1)), Float.valueOf(name.group(2)), Float.valueOf(name.group(3)));
                samples.add(Sample.ofAttributes(root.name(picture), Picture.file(picture), values));
            } else {
                leftOut.add(root.name(picture) + ": is not called age_gender_race_time");
            }
        }
        return new PictureSource(Labels.ATTRIBUTES, List.of("age", "gender", "race"), samples, leftOut)
                .told(
                        "age, gender (0 male, 1 female) and race (0 White, 1 Black, 2 Asian, 3 Indian, 4 others) by the files' names");
    }
}
