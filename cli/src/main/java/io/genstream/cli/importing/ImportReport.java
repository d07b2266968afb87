package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What became of the pictures. Every file of the source is in exactly one of its counts. Used by one thread. */
final class ImportReport {
    private long stored;
    private long unchanged;
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

    /** @param ids of the records in the order of the archive, whose keys count them */
    void add(JsonNode uploaded, List<String> ids) {
        stored += uploaded.path("stored").asLong();
        unchanged += uploaded.path("unchanged").asLong();
        int named = uploaded.path("rejections").size();
        uploaded.path("rejections")
                .forEach(rejection -> leaveOut(name(rejection.path("key").asText(), ids) + ": "
                        + rejection.path("reason").asText()));
        leftOutInAll += uploaded.path("rejected").asLong() - named;
    }

    long records() {
        return stored + unchanged;
    }

    long stored() {
        return stored;
    }

    long unchanged() {
        return unchanged;
    }

    long leftOutInAll() {
        return leftOutInAll;
    }

    List<String> leftOut() {
        return leftOut;
    }

    void describe(ObjectNode document) {
        document.put("stored", stored).put("unchanged", unchanged).put("leftOut", leftOutInAll);
        leftOut.forEach(document.putArray("leftOutFiles")::add);
    }

    private static String name(String key, List<String> ids) {
        return key.matches("\\d{1,6}") && Integer.parseInt(key) < ids.size() ? ids.get(Integer.parseInt(key)) : key;
    }
}
