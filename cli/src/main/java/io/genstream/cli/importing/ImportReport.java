package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;

/** What became of the pictures. Every file of the source is in exactly one of its counts. Used by one thread. */
final class ImportReport {
    private static final String TAKEN = "RECORD_EXISTS";

    private long stored;
    private long replaced;
    private long relabelled;
    private long unchanged;
    private long repeats;
    private long taken;
    private final List<String> leftOut = new ArrayList<>();
    private long leftOutInAll;

    ImportReport(List<String> leftOutOfTheSource) {
        leftOutOfTheSource.forEach(this::leaveOut);
    }

    /** Names the file and why it is no record. */
    void leaveOut(String fileAndReason) {
        leftOutInAll++;
        leftOut.add(fileAndReason);
    }

    void leaveAsStored(long records) {
        unchanged += records;
    }

    /** Copies of a picture that is one record. */
    void addRepeats(long copies) {
        repeats += copies;
    }

    /** @param sources of the records in the order of the archive, whose keys count them */
    void add(JsonNode uploaded, List<String> sources) {
        stored += uploaded.path("stored").asLong();
        replaced += uploaded.path("replaced").asLong();
        relabelled += uploaded.path("relabelled").asLong();
        unchanged += uploaded.path("unchanged").asLong();
        taken += uploaded.path("rejectedAs").path(TAKEN).asLong();
        int named = uploaded.path("rejections").size();
        uploaded.path("rejections")
                .forEach(rejection -> leaveOut(name(rejection.path("key").asText(), sources) + ": "
                        + rejection.path("reason").asText()));
        leftOutInAll += uploaded.path("rejected").asLong() - named;
    }

    long records() {
        return stored + unchanged;
    }

    /** Pictures that were refused since others stand under their ids. */
    long taken() {
        return taken;
    }

    long leftOutInAll() {
        return leftOutInAll;
    }

    List<String> leftOut() {
        return leftOut;
    }

    String line() {
        StringBuilder line = new StringBuilder(Text.count(stored)).append(" stored");
        List<String> among = new ArrayList<>();
        if (replaced > 0) {
            among.add(Text.count(replaced) + " replaced others");
        }
        if (relabelled > 0) {
            among.add(Text.count(relabelled) + " were there with another label, split or path");
        }
        if (!among.isEmpty()) {
            line.append(" (").append(String.join(", ", among)).append(')');
        }
        line.append(", ").append(Text.count(unchanged)).append(" were there");
        if (repeats > 0) {
            line.append(", ").append(Text.count(repeats)).append(" repeated");
        }
        return line.append(", ")
                .append(Text.count(leftOutInAll))
                .append(" left out.")
                .toString();
    }

    void describe(ObjectNode document) {
        document.put("stored", stored)
                .put("replaced", replaced)
                .put("relabelled", relabelled)
                .put("unchanged", unchanged)
                .put("repeated", repeats)
                .put("leftOut", leftOutInAll);
        leftOut.forEach(document.putArray("leftOutFiles")::add);
    }

    private static String name(String key, List<String> sources) {
        return key.matches("\\d{1,6}") && Integer.parseInt(key) < sources.size()
                ? sources.get(Integer.parseInt(key))
                : key;
    }
}
