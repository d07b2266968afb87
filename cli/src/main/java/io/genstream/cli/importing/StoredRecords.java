package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.GatewayClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Which records a data set has, asked page by page. Stateless. */
final class StoredRecords {
    private static final int PAGE = 10_000;

    private StoredRecords() {}

    static Set<String> ids(GatewayClient gateway, String dataset) {
        Set<String> ids = new HashSet<>();
        String path = "/v1/datasets/" + GatewayClient.segment(dataset) + "/records?limit=" + PAGE;
        String after = "";
        do {
            String from = after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
            JsonNode page = gateway.get(path + from).json();
            page.path("records")
                    .forEach(record -> ids.add(record.path("recordId").asText()));
            after = page.path("next").asText("");
        } while (!after.isEmpty());
        return ids;
    }
}
