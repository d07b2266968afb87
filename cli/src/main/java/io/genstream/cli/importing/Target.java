package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.importing.PictureSource.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The data set that an import goes to, as the gateway has it. Used by one thread. */
final class Target {
    private static final int PAGE = 10_000;
    private static final int FEW = 100;

    private final GatewayClient gateway;
    private final String path;
    private final JsonNode latest;

    private Target(GatewayClient gateway, String path, JsonNode latest) {
        this.gateway = gateway;
        this.path = path;
        this.latest = latest;
    }

    static Target of(GatewayClient gateway, String dataset) {
        String path = "/v1/datasets/" + GatewayClient.segment(dataset);
        try {
            return new Target(gateway, path, gateway.get(path).json());
        } catch (GatewayProblem problem) {
            if (problem.code().equals("DATASET_NOT_FOUND")) {
                return new Target(gateway, path, MissingNode.getInstance());
            }
            throw problem;
        }
    }

    /** The newest revision; a missing node where there is none. */
    JsonNode latest() {
        return latest;
    }

    boolean hasClasses() {
        return latest.path("labelKind").asText().equals(Labels.CLASS.name());
    }

    /** Whether there are records whose ids are names, as they were before ids came from the pictures. */
    boolean isNamed() {
        JsonNode records = page(FEW, "").path("records");
        for (JsonNode record : records) {
            if (Identities.isOfContent(record.path("recordId").asText())) {
                return false;
            }
        }
        return !records.isEmpty();
    }

    /** Ids of all records, announced or not. */
    Set<String> recordIds() {
        Set<String> ids = new HashSet<>();
        String after = "";
        do {
            JsonNode page = page(PAGE, after);
            page.path("records")
                    .forEach(record -> ids.add(record.path("recordId").asText()));
            after = page.path("next").asText("");
        } while (!after.isEmpty());
        return ids;
    }

    private JsonNode page(int limit, String after) {
        String from = after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        return gateway.get(path + "/records?limit=" + limit + from).json();
    }

    /** Stores the records of a tar; the gateway's report. */
    JsonNode store(byte[] tar, boolean colour, boolean replace) throws InterruptedException {
        String query = "?channels=" + (colour ? 3 : 1) + "&ifStored=" + (replace ? "replace" : "refuse");
        return Upload.send(gateway, path + "/records" + query, tar);
    }

    /** The revision, new or as it was. */
    JsonNode announce(Labels labels, List<String> names, String licence) {
        ObjectNode order = gateway.object().put("labelKind", labels.name());
        if (labels != Labels.NONE) {
            names.forEach(order.putArray("attributeNames")::add);
        }
        if (!licence.isEmpty()) {
            order.put("licence", licence);
        }
        try {
            return gateway.send("POST", path + "/revisions", order).json();
        } catch (GatewayProblem problem) {
            if (problem.code().equals("NOTHING_NEW") && !latest.isMissingNode()) {
                return latest;
            }
            throw problem;
        }
    }
}
