package io.genstream.trainer.generator;

import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.session.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What networks are told of pictures: of the real ones, of those that a generator is asked for, in previews, in the card. Rows
 * of nothing where the pictures have no condition. Immutable.
 *
 * @param uniform whether a generator learns every class as often, whatever the data set has more of
 */
public record Labels(PictureSet pictures, boolean uniform, StepRandom random) {
    private static final int CARD_ROWS = 1_000;
    private static final int MAX_COLUMNS = 10;

    public Condition condition() {
        return pictures.condition();
    }

    /** Of the step's real pictures. */
    public float[][] real(Step step) {
        return pictures.labels(step.pictures());
    }

    /** What a generator is asked for in a step. */
    public float[][] asked(Step step) {
        int count = step.pictures().length;
        if (uniform && condition().kind() == Condition.Kind.CLASS) {
            return ofClasses(Arrays.stream(random.classes(
                    StepRandom.Purpose.LABEL, step.number(), count, condition().size())));
        }
        return condition().present()
                ? pictures.labels(random.classes(StepRandom.Purpose.LABEL, step.number(), count, pictures.size()))
                : new float[count][0];
    }

    /** What a contact sheet shows, a column each: the first classes, or the attributes of the first pictures. */
    float[][] columns() {
        return switch (condition().kind()) {
            case CLASS ->
                ofClasses(IntStream.range(0, Math.min(MAX_COLUMNS, condition().size())));
            case ATTRIBUTES ->
                pictures.labels(IntStream.range(0, Math.min(MAX_COLUMNS, pictures.size()))
                        .toArray());
            case NONE -> new float[MAX_COLUMNS][0];
        };
    }

    private static float[][] ofClasses(IntStream classes) {
        return classes.mapToObj(index -> new float[] {index}).toArray(float[][]::new);
    }

    /** A card that says what was learnt from; with label rows as the data has them, so that requests draw some without it. */
    public ModelCardBuilder card() {
        PictureFacts facts = pictures.facts();
        ModelCardBuilder card = ModelCard.builder(pictures.side(), pictures.side(), pictures.channels())
                .trainingData(facts.datasetId() + " r" + facts.revision())
                .licence(facts.licence());
        return condition().present() ? card.labels(facts.labelKind(), facts.attributeNames(), rows()) : card;
    }

    private List<List<Float>> rows() {
        RandomGenerator draws = random.of(StepRandom.Purpose.LABEL_ROWS, 0);
        List<List<Float>> rows = new ArrayList<>();
        for (int i = 0; i < CARD_ROWS; i++) {
            List<Float> row = new ArrayList<>();
            for (float value : pictures.labels(draws.nextInt(pictures.size()))) {
                row.add(value);
            }
            rows.add(row);
        }
        return rows;
    }
}
