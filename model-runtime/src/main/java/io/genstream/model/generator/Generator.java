package io.genstream.model.generator;

import io.genstream.model.InvalidInputException;
import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ConditionKind;
import io.genstream.model.card.ConditionRows;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.latent.LabelSampler;
import io.genstream.model.latent.LatentSampler;
import io.genstream.model.onnx.OnnxModel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A generator as its card describes it: latents and condition rows in, RAW pictures out, whatever the ONNX file's own
 * layouts, ranges and batch. The inference service holds one per loaded version. Thread-safe; a run uses the calling
 * thread.
 */
public final class Generator implements ImageModel {
    private final OnnxModel model;
    private final ModelCard card;
    private final OutputPixels pixels;

    private Generator(OnnxModel model, ModelCard card) {
        this.model = model;
        this.card = card;
        this.pixels = new OutputPixels(card);
    }

    /**
     * Opens a generator.
     *
     * @param onnx the file's bytes
     * @throws ModelException where the bytes are no ONNX model, or it contradicts the card, or the card is not a
     *     generator's
     */
    public static Generator open(byte[] onnx, ModelCard card, RuntimeOptions options) {
        card.requireGenerator();
        return new Generator(OnnxModel.open(onnx, card, List.of(card.image()), options, false), card);
    }

    /** The card that it was opened with. */
    public ModelCard card() {
        return card;
    }

    @Override
    public String executionProvider() {
        return model.executionProvider();
    }

    /**
     * Makes one picture per latent.
     *
     * @param latents row-major values of the card's latent shape, one array per picture
     * @param conditions one row per picture: {@code {class}}, or one value per attribute; null or empty rows for an
     *     unconditional model
     * @throws InvalidInputException naming the row that does not fit the card
     * @throws BrokenPictureException naming the first picture for which the model makes NaN
     * @throws ModelException where ONNX Runtime fails
     * @throws IllegalStateException after {@link #close}
     */
    @Override
    public GeneratedImages generate(float[][] latents, float[][] conditions) {
        check(latents, conditions);
        byte[][] images = new byte[latents.length][];
        model.run(
                latents.length,
                (input, sample, target) -> write(input, latents, conditions, sample, target),
                (output, sample, source) -> images[sample] = pixels.read(sample, source));
        return new GeneratedImages(card.height(), card.width(), card.channels(), images);
    }

    /**
     * Runs a single picture and a full batch once, so that the first request does not pay for lazy initialisation and a
     * model that cannot run fails before it is called ready.
     *
     * @throws ModelException where it cannot run
     */
    public void warmUp() {
        for (int samples : new int[] {1, model.batchLimit()}) {
            float[][] latents = new float[samples][];
            float[][] conditions = new float[samples][];
            for (int i = 0; i < samples; i++) {
                latents[i] = LatentSampler.draw(card, 0, i, 1, OptionalDouble.empty());
                conditions[i] = warmUpCondition(i);
            }
            GeneratedImages made = generate(latents, conditions);
            if (made.images().length != samples) {
                throw new ModelException("warm-up made " + made.images().length + " pictures instead of " + samples);
            }
        }
    }

    /** Waits for runs under way, then frees the native session. */
    @Override
    public void close() {
        model.close();
    }

    private void check(float[][] latents, float[][] conditions) {
        for (int i = 0; i < latents.length; i++) {
            LatentSampler.check(card, latents[i], i);
        }
        if (conditions != null && (card.conditional() || conditions.length > 0)) {
            checkCount(latents, conditions);
            ConditionRows.check(card, conditions);
        } else if (card.conditional()) {
            throw new InvalidInputException("condition", -1, "this model needs one row per latent");
        }
    }

    private static void checkCount(float[][] latents, float[][] conditions) {
        if (conditions.length != latents.length) {
            throw new InvalidInputException(
                    "condition", -1, conditions.length + " rows for " + latents.length + " latents");
        }
    }

    private float[] warmUpCondition(int i) {
        boolean drawable = !card.labelRows().isEmpty()
                || card.condition().map(ModelInput::conditionKind).orElse(null) != ConditionKind.ATTRIBUTES;
        return drawable
                ? LabelSampler.draw(card, 0, i)
                : new float[card.attributeNames().size()];
    }

    private static void write(
            ModelInput input, float[][] latents, float[][] conditions, int sample, ByteBuffer target) {
        if (input.role() == TensorRole.LATENT) {
            target.asFloatBuffer().put(latents[sample]);
            return;
        }
        float[] row = conditions[sample];
        switch (input.conditionKind()) {
            case CLASS_INDEX -> target.putLong((long) row[0]);
            case ATTRIBUTES -> target.asFloatBuffer().put(row);
            case ONE_HOT -> {
                for (int i = 0; i < input.elements(); i++) {
                    target.putFloat(i == (int) row[0] ? 1 : 0);
                }
            }
        }
    }
}
