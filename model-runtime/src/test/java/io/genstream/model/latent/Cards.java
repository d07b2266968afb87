package io.genstream.model.latent;

import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import java.util.List;
import java.util.stream.IntStream;

/** Cards of these tests. */
final class Cards {
    private Cards() {}

    static ModelCard normal(int dimensions) {
        return withLatent(ModelInput.normalLatent("latent", dimensions));
    }

    static ModelCard uniform(double low, double high, int dimensions) {
        return withLatent(ModelInput.uniformLatent("latent", low, high, dimensions));
    }

    static ModelCard classes(int classes, List<List<Float>> rows) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return ModelCard.builder(1, 1, 1)
                .input(ModelInput.normalLatent("latent", 2))
                .input(ModelInput.classIndex("condition"))
                .labels(LabelKind.CLASS, names, rows)
                .output(ModelOutput.rawImage("image", 1, 1, 1))
                .build();
    }

    private static ModelCard withLatent(ModelInput latent) {
        return ModelCard.builder(1, 1, 1)
                .input(latent)
                .output(ModelOutput.rawImage("image", 1, 1, 1))
                .build();
    }
}
