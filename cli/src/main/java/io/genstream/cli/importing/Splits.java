package io.genstream.cli.importing;

import io.genstream.cli.importing.Sample.Split;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The words in which data sets say which part a picture belongs to. Stateless. */
final class Splits {
    private static final Map<String, Split> WORDS = Map.ofEntries(
            Map.entry("train", Split.TRAIN),
            Map.entry("training", Split.TRAIN),
            Map.entry("val", Split.VALIDATION),
            Map.entry("valid", Split.VALIDATION),
            Map.entry("validation", Split.VALIDATION),
            Map.entry("dev", Split.VALIDATION),
            Map.entry("test", Split.TEST),
            Map.entry("testing", Split.TEST),
            Map.entry("t10k", Split.TEST));
    /** As CelebA's authors count them. */
    private static final Map<String, Split> NUMBERS = Map.of("0", Split.TRAIN, "1", Split.VALIDATION, "2", Split.TEST);

    private Splits() {}

    static Optional<Split> ofWord(String word) {
        return Optional.ofNullable(WORDS.get(word.strip().toLowerCase(Locale.ROOT)));
    }

    static Optional<Split> ofWordOrNumber(String text) {
        return ofWord(text).or(() -> Optional.ofNullable(NUMBERS.get(text.strip())));
    }

    /** By the names of several files; one that is called train, and no other called test, has all that there is. */
    static <F> Map<F, Optional<Split>> ofFileNames(Collection<F> files, Function<F, String> name) {
        Map<F, Optional<Split>> splits = new LinkedHashMap<>();
        files.forEach(file -> splits.put(file, ofFileName(name.apply(file))));
        if (splits.values().stream().flatMap(Optional::stream).distinct().count() < 2) {
            splits.replaceAll((file, split) -> Optional.empty());
        }
        return splits;
    }

    /** Of a file whose name has a split as one of its words: {@code train-00000-of-00002}, {@code pets_val}. */
    static Optional<Split> ofFileName(String name) {
        Optional<Split> found = Optional.empty();
        for (String word : name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            Optional<Split> split = ofWord(word);
            if (split.isPresent() && found.isPresent() && !found.equals(split)) {
                return Optional.empty();
            }
            found = split.isPresent() ? split : found;
        }
        return found;
    }
}
