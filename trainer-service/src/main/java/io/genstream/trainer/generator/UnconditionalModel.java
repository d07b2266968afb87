package io.genstream.trainer.generator;

import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.trainer.export.NetworkExport;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an unconditional generator is to the world: its card and its files. Stateless. */
public final class UnconditionalModel {
    private UnconditionalModel() {}

    public static ExportedModel of(PictureSet pictures, Latent latent, VerifiedOnnx generator) {
        return model(pictures, latent, Map.of(ExportedModel.GENERATOR, generator), Optional.empty());
    }

    /** @param range of the pictures that the encoder reads */
    public static ExportedModel of(
            PictureSet pictures, Latent latent, VerifiedOnnx generator, VerifiedOnnx encoder, PixelRange range) {
        return model(
                pictures,
                latent,
                Map.of(ExportedModel.GENERATOR, generator, ExportedModel.ENCODER, encoder),
                Optional.of(range.input(pictures.channels(), pictures.side())));
    }

    private static ExportedModel model(
            PictureSet pictures, Latent latent, Map<String, VerifiedOnnx> files, Optional<ModelInput> encoderInput) {
        PictureFacts facts = pictures.facts();
        int side = pictures.side();
        ModelCardBuilder card = ModelCard.builder(side, side, pictures.channels())
                .labels(LabelKind.NONE, List.of(), List.of())
                .input(latent.card())
                .output(ModelOutput.rawImage(NetworkExport.IMAGE, side, side, pictures.channels()))
                .trainingData(facts.datasetId() + " r" + facts.revision())
                .licence(facts.licence());
        encoderInput.ifPresent(card::encoderInput);
        Map<String, byte[]> artifacts = new LinkedHashMap<>();
        files.forEach((role, file) -> {
            card.metric("parity-" + role, file.largestDifference());
            artifacts.put(role, file.file());
        });
        return new ExportedModel(ModelKind.GENERATOR, card.build(), artifacts);
    }
}
