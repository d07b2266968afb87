package io.genstream.trainer.recipe;

import io.genstream.model.card.ModelCard;
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
}
