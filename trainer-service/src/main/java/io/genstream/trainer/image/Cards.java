package io.genstream.trainer.image;

import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.network.DigitsClassifier;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.TrainingData;
import java.util.Map;

/** Tells the world how to call what these recipes export. */
final class Cards {
    private static final int SIDE = TrainingPictures.SIDE;

    private Cards() {}

    static ModelCard generator(TrainingPictures pictures, int latent, Map<String, Double> parity, StepRandom random) {
        return generatorCard(pictures, latent, parity, random).build();
    }

    /** With an encoder, which reads pictures as it was trained on them. */
    static ModelCard autoencoder(TrainingPictures pictures, int latent, Map<String, Double> parity, StepRandom random) {
        return generatorCard(pictures, latent, parity, random)
                .encoderInput(PixelRange.UNIT.input(pictures.channels(), SIDE))
                .build();
    }

    private static ModelCardBuilder generatorCard(
            TrainingPictures pictures, int latent, Map<String, Double> parity, StepRandom random) {
        ModelCardBuilder card = common(pictures, parity, random)
                .input(ModelInput.normalLatent(NetworkExport.LATENT_INPUT, latent))
                .output(ModelOutput.rawImage(NetworkExport.IMAGE, SIDE, SIDE, pictures.channels()));
        switch (pictures.condition().kind()) {
            case NONE -> {}
            case CLASS -> card.input(ModelInput.classIndex(NetworkExport.CONDITION_INPUT));
            case ATTRIBUTES ->
                card.input(ModelInput.attributes(
                        NetworkExport.CONDITION_INPUT, pictures.condition().size()));
        }
        return card;
    }

    static ModelCard classifier(TrainingPictures pictures, Map<String, Double> parity, StepRandom random) {
        return common(pictures, parity, random)
                .input(PixelRange.UNIT.input(1, SIDE))
                .output(ModelOutput.vector(
                        DigitsClassifier.FEATURES_OUTPUT, TensorRole.FEATURES, DigitsClassifier.FEATURES))
                .output(ModelOutput.vector(
                        DigitsClassifier.LOGITS_OUTPUT,
                        TensorRole.LOGITS,
                        pictures.condition().size()))
                .build();
    }

    private static ModelCardBuilder common(TrainingPictures pictures, Map<String, Double> parity, StepRandom random) {
        TrainingData data = pictures.data();
        ModelCardBuilder card = ModelCard.builder(SIDE, SIDE, pictures.channels())
                .labels(data.labelKind(), data.attributeNames(), Labels.forCard(pictures, random))
                .trainingData(data.datasetId() + " r" + data.revision())
                .licence(data.licence());
        parity.forEach((role, difference) -> card.metric("parity-" + role, difference));
        return card;
    }
}
