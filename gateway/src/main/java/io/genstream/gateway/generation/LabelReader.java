package io.genstream.gateway.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.gateway.http.Fields;
import io.genstream.model.InvalidInputException;
import io.genstream.model.card.ConditionRows;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code labels} (class names, class indices or rows) or {@code conditions} (rows) as condition rows, and checks them
 * against the card where it is known. Stateless.
 */
final class LabelReader {
    private LabelReader() {}

    static List<List<Float>> read(Fields fields, Optional<ModelCard> card) {
        Optional<JsonNode> labels = fields.node("labels");
        Optional<JsonNode> conditions = fields.node("conditions");
        if (labels.isPresent() && conditions.isPresent()) {
            fields.violate("conditions", "give labels or conditions, not both");
        }
        List<List<Float>> rows = new ArrayList<>();
        labels.ifPresent(node -> rows.addAll(rows(fields, "labels", node, card, true)));
        conditions.ifPresent(node -> rows.addAll(rows(fields, "conditions", node, card, false)));
        return rows;
    }

    private static List<List<Float>> rows(
            Fields fields, String name, JsonNode node, Optional<ModelCard> card, boolean classes) {
        List<List<Float>> rows = new ArrayList<>();
        if (!node.isArray() || node.isEmpty()) {
            fields.violate(name, "must be a non-empty array, not " + Fields.show(node));
            return rows;
        }
        for (int i = 0; i < node.size(); i++) {
            String path = name + "[" + i + "]";
            JsonNode item = node.get(i);
            Optional<List<Float>> row =
                    classes && !item.isArray() ? label(fields, path, item, card) : fields.row(path, item);
            row.filter(r -> fits(fields, path, r, card)).ifPresent(rows::add);
        }
        return rows;
    }

    private static Optional<List<Float>> label(Fields fields, String path, JsonNode item, Optional<ModelCard> card) {
        List<String> names = card.map(ModelCard::attributeNames).orElse(List.of());
        if (card.isPresent() && card.get().labelKind() != LabelKind.CLASS) {
            fields.violate(path, "this model has no classes; give rows of " + names.size() + " values in conditions");
            return Optional.empty();
        }
        if (item.isTextual() && (card.isEmpty() || names.contains(item.textValue()))) {
            return Optional.of(List.of((float) names.indexOf(item.textValue())));
        }
        boolean known = item.isIntegralNumber()
                && (card.isEmpty() || (item.longValue() >= 0 && item.longValue() < names.size()));
        if (!known) {
            fields.violate(
                    path, "is not a class of this model: " + Fields.show(item) + "; classes are " + describe(names));
            return Optional.empty();
        }
        return Optional.of(List.of((float) item.longValue()));
    }

    private static boolean fits(Fields fields, String path, List<Float> row, Optional<ModelCard> card) {
        try {
            card.ifPresent(c -> ConditionRows.check(c, List.of(row)));
            return true;
        } catch (InvalidInputException e) {
            fields.violate(path, e.getMessage());
            return false;
        }
    }

    private static String describe(List<String> names) {
        return "0 to " + (names.size() - 1) + " or by name: "
                + String.join(", ", names.subList(0, Math.min(20, names.size())));
    }
}
