package io.genstream.cli.runs;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every combination of the values of some parameters, in the order in which they were given. Immutable.
 *
 * @param swept parameters with more than one value
 */
record SweepGrid(List<String> swept, List<Map<String, String>> points) {
    /**
     * @param values comma separated, by parameter
     * @throws CommandException where there are more than {@code most} combinations, or a value is empty
     */
    static SweepGrid of(Map<String, String> values, int most) {
        List<String> swept = new ArrayList<>();
        List<Map<String, String>> points = List.of(Map.of());
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String[] words = entry.getValue().split(",", -1);
            if (words.length > 1) {
                swept.add(entry.getKey());
            }
            if ((long) points.size() * words.length > most) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "this grid has more than " + most + " points: give fewer values, or allow more with --most");
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String word : words) {
                    if (word.isBlank()) {
                        throw new CommandException(
                                ExitCode.USAGE,
                                "--set " + entry.getKey() + "=" + entry.getValue() + " has an empty value");
                    }
                    Map<String, String> next = new LinkedHashMap<>(point);
                    next.put(entry.getKey(), word.strip());
                    longer.add(next);
                }
            }
            points = longer;
        }
        return new SweepGrid(List.copyOf(swept), List.copyOf(points));
    }

    /** What tells a point from the others, for people. */
    String name(Map<String, String> point) {
        List<String> words = new ArrayList<>();
        swept.forEach(key -> words.add(key + "=" + point.get(key)));
        return words.isEmpty() ? "the only point" : String.join(" ", words);
    }
}
