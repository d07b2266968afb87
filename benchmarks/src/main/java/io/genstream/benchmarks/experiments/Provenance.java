package io.genstream.benchmarks.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a report's figures come from.
 *
 * @param command gives them again
 * @param commit of the checkout that the launcher stands in, if it is one
 */
record Provenance(String command, String commit) {
    static Provenance of(String experiment, String scale, int seeds, Map<String, String> parameters, boolean heldOut) {
        StringBuilder line = new StringBuilder("benchmarks/run experiment ")
                .append(experiment)
                .append(" --scale ")
                .append(scale)
                .append(" --seeds ")
                .append(seeds);
        parameters.forEach(
                (key, value) -> line.append(" --set ").append(key).append('=').append(value));
        if (heldOut) {
            line.append(" --pictures PICTURES");
        }
        return new Provenance(line.toString(), commitOf(System.getProperty("genstream.home", ".")));
    }

    private static String commitOf(String home) {
        try {
            Process git = new ProcessBuilder("git", "-C", home, "describe", "--always", "--exclude=*", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "unknown" : said;
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return "`" + command + "` at commit `" + commit + "`";
    }
}
