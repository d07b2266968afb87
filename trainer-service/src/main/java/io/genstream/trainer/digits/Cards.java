package io.genstream.trainer.digits;

import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.network.DigitsClassifier;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.session.StepRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tells the world how to call what the digits recipes export. */
final class Cards {
    private static final int LABEL_ROWS = 1_000;

    private Cards() {}

    static ModelCard generator(DigitPictures pictures, int latent, Map<String, Double> parity, StepRandom random) {
        return common(pictures, parity, random)
                .input(ModelInput.normalLatent(NetworkExport.LATENT_INPUT, latent))
                .input(ModelInput.classIndex(NetworkExport.CONDITION_INPUT))
                .output(ModelOutput.rawImage(NetworkExport.IMAGE, DigitPictures.SIDE, DigitPictures.SIDE, 1))
                .build();
    }

    static ModelCard classifier(DigitPictures pictures, Map<String, Double> parity, StepRandom random) {
        return common(pictures, parity, random)
                .input(ModelInput.image(
                        NetworkExport.IMAGE,
                        TensorType.FLOAT32,
                        ImageLayout.NCHW,
                        List.of(1, DigitPictures.SIDE, DigitPictures.SIDE),
                        0,
                        1))
                .output(ModelOutput.vector(
                        DigitsClassifier.FEATURES_OUTPUT, TensorRole.FEATURES, DigitsClassifier.FEATURES))
                .output(ModelOutput.vector(DigitsClassifier.LOGITS_OUTPUT, TensorRole.LOGITS, pictures.classCount()))
                .build();
    }

    private static ModelCardBuilder common(DigitPictures pictures, Map<String, Double> parity, StepRandom random) {
        TrainingData data = pictures.data();
        ModelCardBuilder card = ModelCard.builder(DigitPictures.SIDE, DigitPictures.SIDE, 1)
                .labels(LabelKind.CLASS, data.attributeNames(), labelRows(data, random))
                .trainingData(data.datasetId() + " r" + data.revision())
                .licence(data.licence());
        parity.forEach((role, difference) -> card.metric("parity-" + role, difference));
        return card;
    }

    /** Conditions as the data has them, so that a request can draw labels without the data set. */
    private static List<List<Float>> labelRows(TrainingData data, StepRandom random) {
        RandomGenerator generator = random.of(StepRandom.Purpose.LABEL_ROWS, 0);
        List<List<Float>> rows = new ArrayList<>();
        for (int i = 0; i < LABEL_ROWS; i++) {
            rows.add(List.of(data.labels()[generator.nextInt(data.size())][0]));
        }
        return rows;
    }
}
