package io.genstream.cli.importing;

import io.genstream.cli.importing.PictureSource.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the columns of a table are taken for, by their names and values. What cannot be decided is refused: a wrong class is worse.
 *
 * @param label columns: one of a class, or those of the attributes
 * @param split -1 where there is none
 * @param subject -1 where there is none
 * @param unread columns that are taken for nothing
 */
record Roles(Labels labels, List<Integer> label, int split, int subject, List<Integer> unread) {
    private static final Set<String> SPLIT = Set.of("split", "set", "partition", "subset", "phase", "usage", "dataset");
    private static final Set<String> SUBJECT = Set.of(
            "subject",
            "subjectid",
            "identity",
            "identityid",
            "person",
            "personid",
            "patient",
            "patientid",
            "celebrity");
    private static final Set<String> CLASS = Set.of(
            "label",
            "labels",
            "class",
            "classes",
            "classname",
            "labelname",
            "classid",
            "labelid",
            "classindex",
            "category",
            "categoryid",
            "categoryname",
            "target",
            "breed",
            "species",
            "digit",
            "cls",
            "y");
    /** Single columns of whole numbers that measure, however much they look like classes. */
    private static final Set<String> MEASURE = Set.of(
            "age",
            "year",
            "years",
            "height",
            "width",
            "weight",
            "size",
            "score",
            "count",
            "price",
            "angle",
            "yaw",
            "pitch",
            "roll",
            "temperature",
            "length",
            "distance");

    private static final String NUMBER = "number:";
    private static final String CLASS_OF = "class:";

    /**
     * @param file column that names the pictures; -1 where another way leads to them
     * @param wishes labels: none; a column; class:COLUMN; columns of attributes; number:COLUMN. split: none; a column
     */
    static Roles decide(Path table, List<Column> columns, int file, Wishes wishes) {
        List<Integer> all = IntStream.range(0, columns.size())
                .filter(i -> i != file && !columns.get(i).isEmpty())
                .boxed()
                .toList();
        int split = split(table, columns, all, wishes.split());
        int subject =
                first(all, i -> i != split && SUBJECT.contains(columns.get(i).plainName()));
        Decision decision = new Decision(
                table, columns, all.stream().filter(i -> i != split).toList(), subject);
        Picked picked =
                wishes.labels().isPresent() ? decision.asWished(wishes.labels().get()) : decision.byItself();
        List<Integer> unread = all.stream()
                .filter(i -> i != split && i != subject && !picked.label().contains(i))
                .toList();
        return new Roles(picked.labels(), picked.label(), split, subject, unread);
    }

    private record Picked(Labels labels, List<Integer> label) {}

    /** The columns that may be labels, and which of them are. */
    private record Decision(Path table, List<Column> columns, List<Integer> all, int subject) {
        Picked byItself() {
            List<Integer> candidates = all.stream()
                    .filter(i -> i != subject && !isRowNumber(columns.get(i)))
                    .toList();
            if (candidates.isEmpty()) {
                return all.contains(subject) ? onlySubject() : new Picked(Labels.NONE, List.of());
            }
            List<Integer> named = having(candidates, c -> CLASS.contains(c.plainName()) && c.repeats());
            List<Integer> namedText = having(named, c -> !c.isNumeric());
            if (namedText.size() == 1) {
                return new Picked(Labels.CLASS, namedText);
            }
            if (named.size() == 1) {
                return single(named.get(0), true);
            }
            if (candidates.size() == 1) {
                return single(candidates.get(0), false);
            }
            return several(candidates, named);
        }

        private Picked several(List<Integer> candidates, List<Integer> named) {
            List<Integer> texts = having(candidates, c -> !c.isMostlyNumeric());
            List<Integer> classes = having(texts, Column::repeats);
            if (texts.isEmpty() && named.isEmpty()) {
                return new Picked(Labels.ATTRIBUTES, candidates);
            }
            if (classes.size() == 1) {
                return new Picked(Labels.CLASS, classes);
            }
            throw ambiguous(classes.isEmpty() ? candidates : classes);
        }

        private Picked single(int i, boolean named) {
            Column column = columns.get(i);
            if (!column.isNumeric() || column.isBoolean()) {
                if (column.repeats()) {
                    return new Picked(Labels.CLASS, List.of(i));
                }
                throw ambiguous(List.of(i));
            }
            boolean classes = named ? column.isWhole() : column.looksLikeClassNumbers() && !measures(column);
            return new Picked(classes ? Labels.CLASS : Labels.ATTRIBUTES, List.of(i));
        }

        private static boolean measures(Column column) {
            return MEASURE.contains(column.plainName());
        }

        private Picked onlySubject() {
            throw Sources.ambiguous(
                    table,
                    "column " + columns.get(subject).name() + " may be the class or only say whose picture it is",
                    "--labels " + columns.get(subject).name() + " or --labels none");
        }

        private RuntimeException ambiguous(List<Integer> may) {
            String first = columns.get(may.get(0)).name();
            return Sources.ambiguous(
                    table,
                    (may.size() == 1 ? "column " + first + " may" : "columns " + names(may) + " may each")
                            + " be the class or nothing of the kind",
                    "--labels " + first + (may.size() == 1 ? "" : " (or another)") + " or --labels none");
        }

        private String names(List<Integer> some) {
            return some.stream().map(i -> columns.get(i).name()).collect(Collectors.joining(", "));
        }

        Picked asWished(String wish) {
            if (wish.equals("none")) {
                return new Picked(Labels.NONE, List.of());
            }
            boolean number = wish.startsWith(NUMBER);
            boolean forced = wish.startsWith(CLASS_OF);
            String names = number || forced ? wish.substring(wish.indexOf(':') + 1) : wish;
            boolean single = columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(names.strip()));
            String[] wanted = single ? new String[] {names} : names.split(",", -1); // a name may hold commas itself
            List<Integer> found = new ArrayList<>();
            for (String one : wanted) {
                int i = first(all, c -> columns.get(c).name().equalsIgnoreCase(one.strip()));
                if (i < 0) {
                    throw Sources.unusable(
                            table, "it has no column " + one.strip() + " for --labels; it has " + names(all), null);
                }
                found.add(i);
            }
            Column column = columns.get(found.get(0));
            boolean classes = forced
                    || !number
                            && (!column.isNumeric()
                                    || single(found.get(0), true).labels() == Labels.CLASS);
            return new Picked(found.size() == 1 && classes ? Labels.CLASS : Labels.ATTRIBUTES, found);
        }

        private List<Integer> having(List<Integer> some, Predicate<Column> rule) {
            return some.stream().filter(i -> rule.test(columns.get(i))).toList();
        }
    }

    private static boolean isRowNumber(Column column) {
        String name = column.plainName();
        return column.counts()
                && (name.isEmpty() || name.startsWith("unnamed") || name.equals("index") || name.equals("id"));
    }

    private static int split(Path table, List<Column> columns, List<Integer> all, Optional<String> wish) {
        if (wish.isEmpty()) {
            return first(all, i -> isSplit(table, columns.get(i)));
        }
        int split = first(all, i -> columns.get(i).name().equalsIgnoreCase(wish.get()));
        if (split < 0 && !wish.get().equals("none")) {
            throw Sources.unusable(table, "it has no column " + wish.get() + " for --split", null);
        }
        if (split >= 0 && !foreign(columns.get(split)).isEmpty()) {
            throw holds(table, columns.get(split));
        }
        return split;
    }

    /** A column called split must hold one; set and the like may be anything else. */
    private static boolean isSplit(Path table, Column column) {
        if (!SPLIT.contains(column.plainName())) {
            return false;
        }
        if (column.plainName().equals("split") && !foreign(column).isEmpty()) {
            throw holds(table, column);
        }
        return foreign(column).isEmpty();
    }

    /** Values that name no split. */
    private static List<String> foreign(Column column) {
        return column.values().stream()
                .filter(value -> Splits.ofWordOrNumber(value).isEmpty())
                .toList();
    }

    private static RuntimeException holds(Path table, Column column) {
        return Sources.unusable(
                table,
                "its column " + column.name() + " holds " + foreign(column).get(0)
                        + ": write train, validation or test (or 0, 1, 2), or say --split none",
                null);
    }

    private static int first(List<Integer> some, Predicate<Integer> rule) {
        return some.stream().filter(rule).findFirst().orElse(-1);
    }
}
