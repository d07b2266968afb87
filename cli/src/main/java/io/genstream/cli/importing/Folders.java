package io.genstream.cli.importing;

import io.genstream.cli.importing.Sample.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The folders that pictures lie in, cut into what names a split and what may name a class. Used by one thread. */
final class Folders {
    private final Root root;
    private final Wishes wishes;
    private final List<String> leftOut = new ArrayList<>();
    private List<Placed> pictures = new ArrayList<>();

    /** @param folders from the outermost to the innermost, without what has been understood already */
    record Placed(Path file, List<String> folders, Optional<Split> split) {
        Placed in(Split found, int from, int to) {
            return new Placed(file, folders.subList(from, to), Optional.of(found));
        }

        Placed without(int outermost) {
            return new Placed(file, folders.subList(outermost, folders.size()), split);
        }

        String top() {
            return folders.isEmpty() ? "" : folders.get(0);
        }

        String innermost() {
            return folders.isEmpty() ? "" : folders.get(folders.size() - 1);
        }

        String all() {
            return String.join("/", folders);
        }
    }

    Folders(Root root, Wishes wishes, List<Path> files) {
        this.root = root;
        this.wishes = wishes;
        for (Path file : files) {
            List<String> parts = Arrays.asList(root.name(file).split("/", -1));
            pictures.add(new Placed(file, parts.subList(0, parts.size() - 1), Optional.empty()));
        }
        unwrap();
        split();
        unwrap();
    }

    List<Placed> pictures() {
        return pictures;
    }

    List<String> leftOut() {
        return leftOut;
    }

    boolean hasSplits() {
        return pictures.stream().anyMatch(picture -> picture.split().isPresent());
    }

    /** Folders around everything name nothing, unless one of them is what there is of a class or a split. */
    private void unwrap() {
        while (pictures.stream().allMatch(picture -> picture.folders().size() > 1)
                && tops().size() == 1
                && Splits.ofWord(pictures.get(0).top()).isEmpty()) {
            pictures.replaceAll(picture -> picture.without(1));
        }
    }

    private void split() {
        if (wishes.noSplits() || pictures.isEmpty()) {
            return;
        }
        Set<String> tops = tops();
        Set<String> named = new TreeSet<>(tops);
        named.removeIf(folder -> Splits.ofWord(folder).isEmpty());
        if (!named.isEmpty() && named.size() < tops.size() && wishes.split().isEmpty()) {
            Set<String> others = new TreeSet<>(tops);
            others.removeAll(named);
            throw Sources.ambiguous(
                    root.given(),
                    String.join(", ", named)
                            + (named.size() == 1 ? " is called like a split, " : " are called like splits, ")
                            + Sources.some(others)
                            + (others.size() == 1 ? " is not" : " are not"),
                    "--split folder to import " + String.join(", ", named)
                            + " alone, or --split none if all are classes");
        }
        if (!named.isEmpty()) {
            keep(picture -> Splits.ofWord(picture.top())
                    .map(found -> picture.in(found, 1, picture.folders().size())));
        } else if (pictures.stream()
                .allMatch(picture -> picture.folders().size() > 1
                        && Splits.ofWord(picture.innermost()).isPresent())) {
            keep(picture -> Splits.ofWord(picture.innermost())
                    .map(found -> picture.in(found, 0, picture.folders().size() - 1)));
        }
    }

    private interface Cut {
        Optional<Placed> of(Placed picture);
    }

    private void keep(Cut cut) {
        List<Placed> kept = new ArrayList<>();
        for (Placed picture : pictures) {
            Optional<Placed> placed = cut.of(picture);
            placed.ifPresentOrElse(
                    kept::add,
                    () -> leftOut.add(root.name(picture.file()) + ": lies beside the folders that name the splits"));
        }
        pictures = kept;
    }

    /** Without those that lie in no folder. */
    private Set<String> tops() {
        Set<String> tops = new TreeSet<>();
        pictures.forEach(picture -> tops.add(picture.top()));
        tops.remove("");
        return tops;
    }

    /** How many pictures lie directly in each outermost folder. */
    Map<String, Integer> directlyIn() {
        Map<String, Integer> counts = new TreeMap<>();
        pictures.stream()
                .filter(picture -> !picture.folders().isEmpty())
                .forEach(
                        picture -> counts.merge(picture.top(), picture.folders().size() == 1 ? 1 : 0, Integer::sum));
        return counts;
    }

    /** Leaves out those that lie beside the folders that name classes. */
    void dropOutside() {
        pictures.removeIf(picture -> {
            boolean outside = picture.folders().isEmpty();
            if (outside) {
                leftOut.add(root.name(picture.file()) + ": lies beside the folders that name the classes");
            }
            return outside;
        });
    }
}
