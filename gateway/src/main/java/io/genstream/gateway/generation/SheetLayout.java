package io.genstream.gateway.generation;

import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a contact sheet is laid out: one column for each label where labels repeat in a cycle, a square otherwise.
 *
 * @param captions one a column; empty for none
 */
record SheetLayout(int columns, List<String> captions) {
    private static final int MAX_COLUMNS = 32;

    static SheetLayout of(List<List<Float>> labels, Optional<ModelCard> card) {
        int count = labels.size();
        int cycle = cycle(labels);
        if (cycle > 0) {
            return new SheetLayout(
                    cycle,
                    IntStream.range(0, cycle)
                            .mapToObj(i -> caption(labels.get(i), card))
                            .toList());
        }
        return new SheetLayout((int) Math.min(MAX_COLUMNS, Math.ceil(Math.sqrt(count))), List.of());
    }

    /** Number of distinct labels that come again and again in the same order; 0 where they do not. */
    private static int cycle(List<List<Float>> labels) {
        int most = Math.min(MAX_COLUMNS, labels.size());
        for (int cycle = 2; cycle <= most; cycle++) {
            if (repeats(labels, cycle)
                    && labels.subList(0, cycle).stream().distinct().count() == cycle) {
                return cycle;
            }
        }
        return 0;
    }

    private static boolean repeats(List<List<Float>> labels, int cycle) {
        return IntStream.range(cycle, labels.size()).allMatch(i -> labels.get(i).equals(labels.get(i - cycle)));
    }

    private static String caption(List<Float> label, Optional<ModelCard> card) {
        return labelName(label, card).map(name -> name.toUpperCase(Locale.ROOT)).orElse("");
    }

    /** The class's name, where the model has classes. */
    static Optional<String> labelName(List<Float> label, Optional<ModelCard> card) {
        return card.filter(c -> c.labelKind() == LabelKind.CLASS && label.size() == 1)
                .map(ModelCard::attributeNames)
                .filter(names -> label.get(0) >= 0 && label.get(0) < names.size())
                .map(names -> names.get(label.get(0).intValue()));
    }
}
