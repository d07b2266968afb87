package io.genstream.cli.importing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

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

    /** The classes of a new data set, or of one that has {@code existing}: those keep their numbers. */
    static List<String> join(List<String> existing, Collection<String> names) {
        Set<String> known = Set.copyOf(existing);
        List<String> fresh =
                names.stream().distinct().filter(name -> !known.contains(name)).toList();
        TreeMap<Integer, String> numbered = new TreeMap<>();
        boolean whole = true;
        for (int i = 0; i < existing.size(); i++) {
            numbered.put(i, existing.get(i));
            whole &= number(existing.get(i)) == i;
        }
        whole = whole && fresh.stream().allMatch(name -> number(name) >= 0 && numbered.put(number(name), name) == null);
        if (whole && !numbered.isEmpty() && numbered.lastKey() < Math.max(FEW, GAPS * numbered.size())) {
            return numbered(numbered);
        }
        List<String> all = new ArrayList<>(existing);
        all.addAll(fresh);
        return all;
    }

    /** The names by number, with the number itself for one that has no name. */
    static List<String> numbered(SortedMap<Integer, String> names) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<Integer, String> name : names.entrySet()) {
            while (all.size() < name.getKey()) {
                all.add(Integer.toString(all.size()));
            }
            all.add(name.getValue());
        }
        return all;
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
