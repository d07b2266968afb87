package io.genstream.cli.importing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which number each class has. One that is called by a whole number has that number, as far as it can be; a number that no
 * picture has is a class of that name without pictures. Stateless.
 */
final class ClassNames {
    /** Numbers with more gaps than names are years or identities and no numbers of classes. */
    private static final int GAPS = 2;

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,40}");
    private static final int FEW = 32;
    private static final int DIGITS = 9;

    private ClassNames() {}

    /**
     * The classes of a new data set, or of one that has {@code existing}: those keep their numbers.
     *
     * @param names as {@link #byNumber} makes them, or without gaps in any order
     */
    static List<String> join(List<String> existing, List<String> names) {
        TreeMap<Integer, String> numbered = new TreeMap<>();
        existing.forEach(name -> numbered.put(numbered.size(), name));
        boolean gaps = names.contains("");
        boolean placed =
                gaps || numbered.entrySet().stream().allMatch(name -> number(name.getValue()) == name.getKey());
        Set<String> known = new HashSet<>(existing);
        List<String> all = new ArrayList<>(existing);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.isEmpty() && known.add(name)) {
                all.add(name);
                int number = gaps ? i : number(name);
                placed = placed && number >= 0 && numbered.putIfAbsent(number, name) == null;
            }
        }
        if (!placed || !hasFewGaps(numbered)) {
            return all;
        }
        List<String> filled = byNumber(numbered);
        List<String> called = IntStream.range(0, filled.size())
                .mapToObj(i -> filled.get(i).isEmpty() ? Integer.toString(i) : filled.get(i))
                .toList();
        return Set.copyOf(called).size() == called.size() ? called : all;
    }

    /** An empty name for a number that no class has; one after another where most numbers would be gaps. */
    static List<String> byNumber(SortedMap<Integer, String> names) {
        return hasFewGaps(names)
                ? IntStream.rangeClosed(0, names.lastKey())
                        .mapToObj(i -> names.getOrDefault(i, ""))
                        .toList()
                : List.copyOf(names.values());
    }

    private static boolean hasFewGaps(SortedMap<Integer, String> names) {
        return !names.isEmpty() && names.lastKey() < Math.max(FEW, GAPS * names.size());
    }

    /** Whole numbers as numbers, all else by letters: for a source that knows no order. */
    static List<String> inOrder(Collection<String> names) {
        boolean whole = names.stream().allMatch(name -> WHOLE.matcher(name).matches());
        Comparator<String> byLetters = Comparator.naturalOrder();
        Comparator<String> order = whole
                ? Comparator.comparing((String name) -> new BigInteger(name)).thenComparing(byLetters)
                : byLetters;
        return names.stream().distinct().sorted(order).toList();
    }

    /** -1 for what is no whole number. */
    private static int number(String name) {
        boolean digits =
                !name.isEmpty() && name.length() <= DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(name) : -1;
    }
}
