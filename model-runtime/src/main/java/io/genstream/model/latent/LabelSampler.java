package io.genstream.model.latent;

import io.genstream.model.card.CardException;
import io.genstream.model.card.ConditionRows;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;

/**
 * Condition rows for requests that name none: drawn from the card's sample of label rows, so that labels follow the data
 * set's own frequencies. Like latents a function of (card, seed, image index) alone, in a stream of its own. Stateless
 * and thread-safe.
 */
public final class LabelSampler {
    private LabelSampler() {}

    /**
     * Draws the condition row of one image: row floor(word x rows / 2^32) of the card (a class-conditional card without
     * label rows: that class, all equally likely).
     *
     * @return one condition row; empty for an unconditional model
     * @throws CardException where an attribute model's card carries no label rows
     */
    public static float[] draw(ModelCard card, long seed, long imageIndex) {
        if (!card.conditional()) {
            return new float[0];
        }
        long word = new Draws(seed, imageIndex, Draws.LABEL_STREAM).word(0, 0);
        if (!card.labelRows().isEmpty()) {
            return ConditionRows.toArray(
                    card.labelRows().get(pick(word, card.labelRows().size())));
        }
        if (card.labelKind() == LabelKind.CLASS) {
            return new float[] {pick(word, card.attributeNames().size())};
        }
        throw new CardException("the card has no label rows to draw conditions from; give condition rows");
    }

    private static int pick(long word, int size) {
        return (int) (word * size >>> 32);
    }
}
