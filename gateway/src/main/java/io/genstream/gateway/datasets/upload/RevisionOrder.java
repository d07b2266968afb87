package io.genstream.gateway.datasets.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.PictureShape;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.error.Violation;
import io.genstream.gateway.http.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** How a client describes the next revision; what it leaves out is as in the latest one. */
record RevisionOrder(Optional<LabelMeaning> labelMeaning, Optional<List<String>> names, Optional<String> licence) {
    private static final int MAX_NAMES = 10_000;
    private static final int MAX_NAME_LENGTH = 100;

    static RevisionOrder of(Fields fields) {
        Optional<LabelMeaning> meaning = fields.choice("labelKind", LabelMeaning.class);
        Optional<List<String>> names = fields.node("attributeNames").map(node -> names(fields, node));
        Optional<String> licence = fields.text("licence");
        fields.check();
        return new RevisionOrder(meaning, names, licence);
    }

    private static List<String> names(Fields fields, JsonNode node) {
        List<String> names = new ArrayList<>();
        if (!node.isArray() || node.size() > MAX_NAMES) {
            fields.violate("attributeNames", "must be an array of at most " + MAX_NAMES + " names");
            return names;
        }
        for (int i = 0; i < node.size(); i++) {
            String name = node.get(i).textValue();
            if (name == null || name.isBlank() || name.length() > MAX_NAME_LENGTH) {
                fields.violate(
                        "attributeNames[" + i + "]",
                        "must be a string of 1 to " + MAX_NAME_LENGTH + " characters, not " + Fields.show(node.get(i)));
            } else {
                names.add(name);
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            fields.violate("attributeNames", "must be different from one another");
        }
        return names;
    }

    /** @throws GatewayException 422 where the description is incomplete */
    DatasetDescription describe(String datasetId, Optional<DatasetRevision> latest, PictureShape shape) {
        Optional<DatasetDescription> before = latest.map(DatasetRevision::description);
        LabelMeaning meaning = labelMeaning
                .or(() -> before.map(DatasetDescription::labelMeaning))
                .orElseThrow(
                        () -> invalid("labelKind", "is required for the first revision: NONE, CLASS or ATTRIBUTES"));
        List<String> all = names.or(
                        () -> before.filter(b -> b.labelMeaning() == meaning).map(DatasetDescription::attributeNames))
                .orElse(List.of());
        if (all.isEmpty() && meaning != LabelMeaning.NONE) {
            throw invalid("attributeNames", "is required: the name of each class or attribute");
        }
        if (!all.isEmpty() && meaning == LabelMeaning.NONE) {
            throw invalid("attributeNames", "must be empty where there are no labels (NONE)");
        }
        return new DatasetDescription(
                datasetId,
                meaning,
                all,
                shape.height(),
                shape.width(),
                shape.channels(),
                licence.or(() -> before.map(DatasetDescription::licence)).orElse(""));
    }

    private static GatewayException invalid(String field, String message) {
        return GatewayException.invalid(List.of(new Violation(field, message)));
    }
}
