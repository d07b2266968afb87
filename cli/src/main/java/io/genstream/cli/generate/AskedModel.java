package io.genstream.cli.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.models.ModelNames;
import io.genstream.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What the card says about the pictures and labels of a model.
 *
 * @param names of classes, or of the columns of a label row
 * @param pictureBytes of one picture, unpacked
 */
record AskedModel(List<String> names, boolean classes, long pictureBytes) {
    static AskedModel of(GatewayClient gateway, String model, String version) {
        String resolved = ModelNames.version(gateway, model, version == null ? "latest" : version);
        JsonNode card = gateway.get(ModelNames.path(model) + "/versions/" + GatewayClient.segment(resolved))
                .json()
                .path("card");
        List<String> names = new ArrayList<>();
        card.path("attributeNames").forEach(name -> names.add(name.asText()));
        long bytes = card.path("height").asLong()
                * card.path("width").asLong()
                * card.path("channels").asLong();
        return new AskedModel(names, Text.of(card, "labelKind").equals("CLASS"), Math.max(1, bytes));
    }

    /** Of comma separated words. A name may hold commas: the longest one that begins where a word does is taken. */
    List<JsonNode> labels(String words) {
        List<String> pieces = List.of(words.split(","));
        List<JsonNode> labels = new ArrayList<>();
        int from = 0;
        while (from < pieces.size()) {
            int to = pieces.size();
            while (to > from + 1 && !names.contains(joined(pieces, from, to))) {
                to--;
            }
            labels.add(label(joined(pieces, from, to)));
            from = to;
        }
        return labels;
    }

    private static String joined(List<String> pieces, int from, int to) {
        return String.join(",", pieces.subList(from, to)).strip();
    }

    /**
     * A label as the API wants it. A class's name wins over an index: where the classes are called 1, 2 and 3, the label 1 is
     * the class of that name. Unknown names stay text: the gateway refuses them and says which there are.
     */
    JsonNode label(String word) {
        return !names.contains(word) && word.matches("\\d{1,9}")
                ? LongNode.valueOf(Long.parseLong(word))
                : TextNode.valueOf(word);
    }
}
