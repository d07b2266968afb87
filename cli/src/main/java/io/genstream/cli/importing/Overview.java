package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.cli.terminal.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was recognised and what will become of it, before anything is done: four lines for people, or JSON. Immutable. */
final class Overview {
    private static final int FEW = 12;
    private static final int HUNDRED = 100;

    private final String layout;
    private final PictureSource source;
    private final ImportPlan plan;
    private final String ids;
    private final Map<String, Long> labels = new LinkedHashMap<>();
    private final Map<Sample.Split, Long> splits = new EnumMap<>(Sample.Split.class);

    /** @param ids what they are made of, with the reason where it is not the usual one */
    Overview(String layout, PictureSource source, ImportPlan plan, String ids) {
        this.layout = layout;
        this.source = source;
        this.plan = plan;
        this.ids = ids;
        plan.names().forEach(name -> labels.put(name, 0L));
        for (Sample sample : source.samples()) {
            sample.className().ifPresent(name -> labels.merge(name, 1L, Long::sum));
            for (int i = 0; i < sample.attributes().size(); i++) {
                labels.merge(source.names().get(i), sample.attributes().get(i) > 0 ? 1L : 0L, Long::sum);
            }
            sample.split().ifPresent(split -> splits.merge(split, 1L, Long::sum));
        }
    }

    List<String> lines() {
        return List.of(
                "layout    " + layout + ": " + counted(source.samples().size(), "picture") + ", ids by " + ids
                        + (source.told().isEmpty() ? "" : "; " + source.told()),
                "labels    " + labels(),
                "splits    " + splits(),
                "not read  " + notRead());
    }

    private String labels() {
        if (source.labels() == Labels.NONE) {
            return "none";
        }
        boolean classes = source.labels() == Labels.CLASS;
        String head = classes
                ? (labels.size() == 1 ? "1 class: " : Text.count(labels.size()) + " classes: ")
                : counted(labels.size(), "attribute") + " (pictures above 0): ";
        List<String> all = labels.entrySet().stream()
                .filter(label -> !classes || label.getValue() > 0)
                .map(label -> label.getKey() + " " + Text.count(label.getValue()))
                .toList();
        String shown = all.stream().limit(FEW).collect(Collectors.joining(", ")) + (all.size() > FEW ? ", …" : "");
        return head + shown + (classes && all.size() < labels.size() ? "; no pictures here of " + empty() : "");
    }

    private String empty() {
        return Sources.some(labels.entrySet().stream()
                .filter(label -> label.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList());
    }

    private String splits() {
        long told = splits.values().stream().mapToLong(Long::longValue).sum();
        List<String> parts = new ArrayList<>();
        splits.forEach((split, count) -> parts.add(split + " " + Text.count(count)));
        String source = parts.isEmpty() ? "" : String.join(", ", parts) + ", as the source says";
        long rest = this.source.samples().size() - told;
        if (rest == 0) {
            return source;
        }
        String share = Text.figure(plan.testShare() * HUNDRED).replaceAll("\\.0*$", "");
        return (source.isEmpty() ? "" : source + "; ") + "TRAIN and, by a hash of the id, " + share + " % TEST of "
                + (source.isEmpty() ? "all" : Text.count(rest) + " others");
    }

    private String notRead() {
        List<String> parts = new ArrayList<>(source.notRead());
        if (!source.leftOut().isEmpty()) {
            parts.add(Text.count(source.leftOut().size()) + " left out: "
                    + source.leftOut().stream().limit(2).collect(Collectors.joining("; "))
                    + (source.leftOut().size() > 2 ? "; …" : ""));
        }
        return parts.isEmpty() ? "nothing" : String.join("; ", parts);
    }

    private static String counted(long count, String noun) {
        return Text.count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    void describe(ObjectNode document) {
        document.put("layout", layout)
                .put("pictures", source.samples().size())
                .put("ids", ids)
                .put("told", source.told())
                .put("labelKind", source.labels().name())
                .put("testShare", plan.testShare());
        ObjectNode counts = document.putObject("labels");
        labels.forEach(counts::put);
        ObjectNode told = document.putObject("splits");
        splits.forEach((split, count) -> told.put(split.name(), count));
        source.notRead().forEach(document.putArray("notRead")::add);
        source.leftOut().forEach(document.putArray("leftOutFiles")::add);
    }
}
