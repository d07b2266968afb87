package io.genstream.model.card.kafka;

import io.genstream.model.card.CardException;
import io.genstream.model.card.ConditionKind;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.LatentDistribution;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Converts model cards to and from their Avro form, which is the same field by field. The services' own {@code .kafka}
 * packages call it. Stateless and thread-safe.
 */
public final class ModelCards {
    private ModelCards() {}

    /** The record to publish. */
    public static io.genstream.schemas.avro.ModelCard toAvro(ModelCard card) {
        return io.genstream.schemas.avro.ModelCard.newBuilder()
                .setInputs(card.inputs().stream().map(ModelCards::toAvro).toList())
                .setOutputs(card.outputs().stream().map(ModelCards::toAvro).toList())
                .setFixedBatch(card.fixedBatch().isPresent() ? card.fixedBatch().getAsInt() : null)
                .setHeight(card.height())
                .setWidth(card.width())
                .setChannels(card.channels())
                .setLabelKind(to(io.genstream.schemas.avro.LabelKind.class, card.labelKind()))
                .setAttributeNames(card.attributeNames())
                .setLabelRows(card.labelRows())
                .setTrainingData(card.trainingData())
                .setLicence(card.licence())
                .setMetrics(card.metrics())
                .setEncoderInput(card.encoderInput().map(ModelCards::toAvro).orElse(null))
                .build();
    }

    /**
     * The card of a record.
     *
     * @throws CardException where the record contradicts itself
     */
    public static ModelCard fromAvro(io.genstream.schemas.avro.ModelCard avro) {
        return new ModelCard(
                avro.getInputs().stream().map(ModelCards::fromAvro).toList(),
                avro.getOutputs().stream().map(ModelCards::fromAvro).toList(),
                avro.getFixedBatch() == null ? OptionalInt.empty() : OptionalInt.of(avro.getFixedBatch()),
                avro.getHeight(),
                avro.getWidth(),
                avro.getChannels(),
                to(LabelKind.class, avro.getLabelKind()),
                avro.getAttributeNames(),
                avro.getLabelRows(),
                avro.getTrainingData(),
                avro.getLicence(),
                avro.getMetrics(),
                Optional.ofNullable(avro.getEncoderInput()).map(ModelCards::fromAvro));
    }

    private static io.genstream.schemas.avro.ModelInput toAvro(ModelInput input) {
        return io.genstream.schemas.avro.ModelInput.newBuilder()
                .setName(input.name())
                .setRole(to(io.genstream.schemas.avro.TensorRole.class, input.role()))
                .setType(to(io.genstream.schemas.avro.TensorType.class, input.type()))
                .setShape(input.shape())
                .setDistribution(to(io.genstream.schemas.avro.LatentDistribution.class, input.distribution()))
                .setConditionKind(to(io.genstream.schemas.avro.ConditionKind.class, input.conditionKind()))
                .setFixedValues(input.fixedValues())
                .setLayout(to(io.genstream.schemas.avro.ImageLayout.class, input.layout()))
                .setLow(input.low())
                .setHigh(input.high())
                .build();
    }

    private static ModelInput fromAvro(io.genstream.schemas.avro.ModelInput avro) {
        return new ModelInput(
                avro.getName(),
                to(TensorRole.class, avro.getRole()),
                to(TensorType.class, avro.getType()),
                avro.getShape(),
                to(LatentDistribution.class, avro.getDistribution()),
                to(ConditionKind.class, avro.getConditionKind()),
                avro.getFixedValues(),
                to(ImageLayout.class, avro.getLayout()),
                avro.getLow(),
                avro.getHigh());
    }

    private static io.genstream.schemas.avro.ModelOutput toAvro(ModelOutput output) {
        return io.genstream.schemas.avro.ModelOutput.newBuilder()
                .setName(output.name())
                .setRole(to(io.genstream.schemas.avro.TensorRole.class, output.role()))
                .setType(to(io.genstream.schemas.avro.TensorType.class, output.type()))
                .setShape(output.shape())
                .setLayout(to(io.genstream.schemas.avro.ImageLayout.class, output.layout()))
                .setLow(output.low())
                .setHigh(output.high())
                .build();
    }

    private static ModelOutput fromAvro(io.genstream.schemas.avro.ModelOutput avro) {
        return new ModelOutput(
                avro.getName(),
                to(TensorRole.class, avro.getRole()),
                to(TensorType.class, avro.getType()),
                avro.getShape(),
                to(ImageLayout.class, avro.getLayout()),
                avro.getLow(),
                avro.getHigh());
    }

    /** The constant of the same name; both sides list the same ones, which a test checks. */
    private static <E extends Enum<E>> E to(Class<E> type, Enum<?> constant) {
        return constant == null ? null : Enum.valueOf(type, constant.name());
    }
}
