package io.genstream.cli.importing;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The order of classes whose source knows none: whole numbers as numbers, all else by letters. Stateless. */
final class ClassNames {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,40}");

    private ClassNames() {}

    static List<String> inOrder(Collection<String> names) {
        boolean whole = names.stream().allMatch(name -> WHOLE.matcher(name).matches());
        Comparator<String> byLetters = Comparator.naturalOrder();
        Comparator<String> order = whole
                ? Comparator.comparing((String name) -> new BigInteger(name)).thenComparing(byLetters)
                : byLetters;
        return names.stream().distinct().sorted(order).toList();
    }
}
