package io.genstream.trainer.recipe;

import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.trainer.export.VerifiedOnnx;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one checkpoint publishes.
 *
 * @param artifacts bytes by role: {@value #GENERATOR}, {@value #ENCODER}, {@value #CLASSIFIER}, {@value #STATE}
 */
public record ExportedModel(ModelKind kind, ModelCard card, Map<String, byte[]> artifacts) {
    public static final String GENERATOR = "generator";
    public static final String ENCODER = "encoder";
    public static final String CLASSIFIER = "classifier";
    public static final String STATE = "state";

    public ExportedModel {
        artifacts = Map.copyOf(artifacts);
    }

    /** @param files by role; the card says how far each is from the engine */
    public static ExportedModel of(ModelKind kind, ModelCardBuilder card, Map<String, VerifiedOnnx> files) {
        Map<String, byte[]> artifacts = new LinkedHashMap<>();
        files.forEach((role, file) -> {
            card.metric("parity-" + role, file.largestDifference());
            artifacts.put(role, file.file());
        });
        return new ExportedModel(kind, card.build(), artifacts);
    }
}
