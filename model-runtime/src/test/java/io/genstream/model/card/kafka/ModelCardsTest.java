package io.genstream.model.card.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.card.CardException;
import io.genstream.model.card.ConditionKind;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.LatentDistribution;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import io.genstream.model.testing.TinyGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCardsTest {
    @Test
    void bringsAGeneratorsCardBackFromBytes() throws IOException {
        ModelCard card = TinyGenerator.exported()
                .withFixedBatch(3)
                .cardBuilder()
                .input(ModelInput.fixed("psi", TensorType.FLOAT32, List.of(2), List.of(0.5f, 1f)))
                .labels(LabelKind.CLASS, List.of("a", "b", "c", "d", "e"), List.of(List.of(1f), List.of(4f)))
                .trainingData("digits, revision 1")
                .licence("MIT")
                .metric("parity", 2e-7)
                .encoderInput(encoderImage(-1))
                .build();
        assertThat(throughBytes(card)).isEqualTo(card);
    }

    @Test
    void bringsAnExtractorsCardBackFromBytes() throws IOException {
        ModelCard card = ModelCard.builder(32, 32, 1)
                .input(ModelInput.image("image", TensorType.FLOAT32, ImageLayout.NCHW, List.of(1, 32, 32), -1, 1))
                .output(ModelOutput.vector("features", TensorRole.FEATURES, 64))
                .build();
        assertThat(throughBytes(card)).isEqualTo(card);
    }

    @Test
    void refusesARecordThatContradictsItself() {
        var avro = io.genstream.schemas.avro.ModelCard.newBuilder(
                        ModelCards.toAvro(TinyGenerator.exported().card()))
                .setFixedBatch(-4)
                .build();
        assertThatThrownBy(() -> ModelCards.fromAvro(avro))
                .isInstanceOf(CardException.class)
                .hasMessage("fixed batch must be at least 1, not -4");
    }

    @Test
    void listsTheSameConstantsAsTheSchema() {
        same(TensorRole.class, io.genstream.schemas.avro.TensorRole.class);
        same(TensorType.class, io.genstream.schemas.avro.TensorType.class);
        same(LatentDistribution.class, io.genstream.schemas.avro.LatentDistribution.class);
        same(ConditionKind.class, io.genstream.schemas.avro.ConditionKind.class);
        same(ImageLayout.class, io.genstream.schemas.avro.ImageLayout.class);
        same(LabelKind.class, io.genstream.schemas.avro.LabelKind.class);
    }

    @Test
    void whatAnEncoderReadsIsAPictureOfTheCardsSize() {
        ModelCardBuilder builder = ModelCard.builder(16, 16, 1)
                .input(ModelInput.normalLatent("latent", 4))
                .output(ModelOutput.rawImage("image", 16, 16, 1));
        assertThatThrownBy(() -> builder.encoderInput(encoderImage(0)).build())
                .isInstanceOf(CardException.class)
                .hasMessageContaining("input 'image'");
        assertThatThrownBy(() ->
                        builder.encoderInput(ModelInput.normalLatent("z", 4)).build())
                .isInstanceOf(CardException.class)
                .hasMessageContaining("IMAGE");
    }

    private static ModelInput encoderImage(double black) {
        ModelCard card = TinyGenerator.exported().card();
        return ModelInput.image(
                "image",
                TensorType.FLOAT32,
                ImageLayout.NCHW,
                List.of(card.channels(), card.height(), card.width()),
                black,
                1);
    }

    private static ModelCard throughBytes(ModelCard card) throws IOException {
        return ModelCards.fromAvro(io.genstream.schemas.avro.ModelCard.fromByteBuffer(
                ModelCards.toAvro(card).toByteBuffer()));
    }

    private static void same(Class<? extends Enum<?>> ours, Class<? extends Enum<?>> avro) {
        assertThat(Arrays.stream(ours.getEnumConstants()).map(Enum::name))
                .containsExactlyElementsOf(
                        Arrays.stream(avro.getEnumConstants()).map(Enum::name).toList());
    }
}
