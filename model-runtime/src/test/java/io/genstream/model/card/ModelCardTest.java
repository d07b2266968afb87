package io.genstream.model.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.InvalidInputException;
import io.genstream.model.testing.TinyGenerator;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    private static final List<String> TEN = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    @Test
    void findsTensorsByRole() {
        ModelCard card = digits().build().requireGenerator();
        assertThat(card.latent().name()).isEqualTo("latent");
        assertThat(card.latent().elements()).isEqualTo(64);
        assertThat(card.condition().orElseThrow().conditionKind()).isEqualTo(ConditionKind.CLASS_INDEX);
        assertThat(card.image().elements()).isEqualTo(32 * 32);
        assertThat(card.conditional()).isTrue();
        assertThat(card.logits()).isEmpty();
    }

    @Test
    void saysWhatAGeneratorOrExtractorLacks() {
        ModelCard classifier = ModelCard.builder(2, 2, 1)
                .input(ModelInput.image("image", TensorType.FLOAT32, ImageLayout.NCHW, List.of(1, 2, 2), 0, 1))
                .output(ModelOutput.vector("logits", TensorRole.LOGITS, 10))
                .labels(LabelKind.CLASS, TEN, List.of())
                .build();
        refused(classifier::requireGenerator, "a generator's card needs a LATENT input");
        refused(classifier::requireExtractor, "an extractor's card needs a FEATURES output");
        refused(() -> digits().build().requireExtractor(), "needs an IMAGE input");
        refused(classifier::image, "needs an IMAGE output");
    }

    @Test
    void refusesImpossibleShapes() {
        refused(() -> ModelInput.normalLatent("z", 64, 0), "input 'z': shape [64, 0] has an axis below 1");
        refused(() -> ModelInput.normalLatent("z"), "a latent needs a shape");
        refused(() -> ModelInput.normalLatent("z", 1 << 20, 1 << 20), "has more than");
        refused(() -> ModelInput.normalLatent(" ", 4), "input tensor without a name");
        refused(() -> ModelOutput.rawImage("image", 32, -32, 1), "axis below 1");
    }

    @Test
    void refusesRangesThatMapToNoPicture() {
        for (double high : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            refused(
                    () -> ModelOutput.image("image", TensorType.FLOAT32, ImageLayout.FLAT, List.of(4), -1, high),
                    "output 'image': low and high must be finite and different");
        }
        refused(() -> ModelInput.uniformLatent("z", 1, -1, 4), "must be below high");
    }

    @Test
    void refusesAFixedBatchBelowOne() {
        refused(() -> digits().fixedBatch(0).build(), "fixed batch must be at least 1, not 0");
    }

    @Test
    void refusesTypesAndRolesThatDoNotGoTogether() {
        refused(
                () -> new ModelInput(
                        "c",
                        TensorRole.CONDITION,
                        TensorType.FLOAT32,
                        List.of(),
                        null,
                        ConditionKind.CLASS_INDEX,
                        List.of(),
                        null,
                        0,
                        1),
                "a CLASS_INDEX condition is INT64, not FLOAT32");
        refused(() -> ModelInput.classIndex("c", 10), "a class index is one value");
        refused(() -> ModelOutput.vector("z", TensorRole.LATENT, 3), "LATENT is not a role of an output");
        refused(
                () -> ModelInput.fixed("psi", TensorType.FLOAT32, List.of(2), List.of(1f)),
                "shape [2] needs 2 fixed values, not 1");
    }

    @Test
    void refusesAnImageShapeThatIsNotTheCards() {
        refused(
                () -> ModelCard.builder(32, 32, 1)
                        .input(ModelInput.normalLatent("latent", 64))
                        .output(ModelOutput.rawImage("image", 28, 28, 1))
                        .build(),
                "output 'image': NHWC shape of a 32x32x1 image is [32, 32, 1], not [28, 28, 1]");
        refused(() -> ModelCard.builder(32, 32, 2).build(), "channels must be 1 or 3, not 2");
        refused(() -> ModelCard.builder(0, 32, 1).build(), "image sides must be 1 to 8192, not 0x32");
    }

    @Test
    void refusesDoubledTensors() {
        refused(() -> digits().input(ModelInput.normalLatent("latent", 3)).build(), "input 'latent' is listed twice");
        refused(
                () -> digits().input(ModelInput.normalLatent("w", 3)).build(),
                "more than one input has the role LATENT");
        refused(
                () -> digits().output(ModelOutput.rawImage("again", 32, 32, 1)).build(),
                "more than one output has the role IMAGE");
    }

    @Test
    void refusesLabelRowsThatDoNotFit() {
        refused(
                () -> digits().labels(LabelKind.CLASS, TEN, List.of(List.of(3f), List.of(10f)))
                        .build(),
                "label row 1: class 10.0 is not an integer in 0..9");
        refused(() -> digits().labels(LabelKind.CLASS, List.of(), List.of()).build(), "needs attribute names");
        refused(
                () -> digits().labels(LabelKind.ATTRIBUTES, TEN, List.of()).build(),
                "a CLASS_INDEX condition needs labelKind CLASS, not ATTRIBUTES");
        refused(
                () -> TinyGenerator.exported()
                        .withCondition(ConditionKind.ONE_HOT)
                        .cardBuilder()
                        .labels(LabelKind.CLASS, TEN, List.of())
                        .build(),
                "has 5 values, but 10 attributes are named");
    }

    @Test
    void namesTheConditionRowThatDoesNotFit() {
        ModelCard card = digits().build();
        ConditionRows.check(card, List.of(List.of(0f), List.of(9f)));
        assertThatThrownBy(() -> ConditionRows.check(card, List.of(List.of(0f), List.of(11f))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("condition row 1: class 11.0 is not an integer in 0..9");
        assertThatThrownBy(() -> ConditionRows.check(card, List.of(Arrays.asList((Float) null))))
                .hasMessage("condition row 0: value 0 is not finite: NaN");
        assertThatThrownBy(() -> ConditionRows.check(card, new float[][] {null}))
                .hasMessage("condition row 0: is missing");
    }

    @Test
    void doesNotShareItsListsWithWhoeverBuiltIt() {
        List<Float> row = Arrays.asList(3f);
        ModelCard card = digits().labels(LabelKind.CLASS, TEN, List.of(row)).build();
        row.set(0, 99f);
        assertThat(card.labelRows()).containsExactly(List.of(3f));
    }

    private static ModelCardBuilder digits() {
        return ModelCard.builder(32, 32, 1)
                .input(ModelInput.normalLatent("latent", 64))
                .input(ModelInput.classIndex("condition"))
                .output(ModelOutput.rawImage("image", 32, 32, 1))
                .labels(LabelKind.CLASS, TEN, List.of(List.of(7f)));
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(CardException.class).hasMessageContaining(message);
    }
}
