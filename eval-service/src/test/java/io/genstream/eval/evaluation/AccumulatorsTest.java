package io.genstream.eval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccumulatorsTest {
    private final List<EvaluationId> dropped = new ArrayList<>();
    private final Accumulators accumulators = new Accumulators(2, dropped::add);

    @Test
    void isCompleteWhenEveryRowHasCome() {
        accumulators.add(chunk("v1", 3, 0, 2));
        assertThat(accumulators.complete()).isEmpty();

        accumulators.add(chunk("v1", 3, 1));

        assertThat(accumulators.complete()).singleElement().satisfies(complete -> {
            assertThat(complete.features().size()).isEqualTo(3);
            assertThat(complete.features().vectors()[1][0]).isEqualTo(1);
            accumulators.remove(complete);
        });
        assertThat(accumulators.size()).isZero();
    }

    @Test
    void aRowThatComesTwiceIsOneRow() {
        accumulators.add(chunk("v1", 3, 0, 0, 1));
        accumulators.add(chunk("v1", 3, 0, 1));

        assertThat(accumulators.complete()).isEmpty();
    }

    @Test
    void theOneWithoutNewsGoesFirst() {
        accumulators.add(chunk("v1", 3, 0));
        accumulators.add(chunk("v2", 3, 0));
        accumulators.add(chunk("v1", 3, 1));
        accumulators.add(chunk("v3", 3, 0));

        assertThat(dropped).extracting(EvaluationId::version).containsExactly("v2");
        assertThat(accumulators.size()).isEqualTo(2);
    }

    @Test
    void refusesRowsThatDoNotFitAndTakesNone() {
        accumulators.add(chunk("v1", 3, 0));

        assertThatThrownBy(() -> accumulators.add(chunk("v1", 3, 1, 3))).hasMessageContaining("Row 3");
        assertThatThrownBy(() -> accumulators.add(chunk("v1", 3, -1))).hasMessageContaining("Row -1");
        assertThatThrownBy(() -> accumulators.add(chunk("v9", 3))).hasMessageContaining("no rows");
        assertThatThrownBy(() -> accumulators.add(chunk("v9", 2_000_000, 0))).hasMessageContaining("2000000");

        accumulators.add(chunk("v1", 3, 2));
        assertThat(accumulators.complete()).isEmpty();
        assertThat(accumulators.size()).isEqualTo(1);
    }

    @Test
    void evaluationsOfDifferentSizesAreDifferentEvaluations() {
        accumulators.add(chunk("v1", 3, 0, 1));
        accumulators.add(chunk("v1", 2, 0, 1));

        assertThat(accumulators.complete())
                .singleElement()
                .satisfies(c -> assertThat(c.features().size()).isEqualTo(2));
        accumulators.remove(accumulators.complete().get(0));
        assertThat(accumulators.size()).isEqualTo(1);
    }

    @Test
    void requestIdsAreReadBack() {
        EvaluationId id = new EvaluationId("digits-cgan", "20261122T000000Z-abcdef", 7);

        assertThat(id.requestId()).isEqualTo("eval-digits-cgan-20261122T000000Z-abcdef-r7");
        assertThat(EvaluationId.parse(id.requestId(), id.model(), id.version())).contains(id);
        assertThat(EvaluationId.parse(id.requestId(), "digits-cvae", id.version()))
                .isEmpty();
        assertThat(EvaluationId.parse("eval-m-v-rx", "m", "v")).isEmpty();
        assertThat(EvaluationId.parse("eval-m-v-r-1", "m", "v")).isEmpty();
        assertThat(EvaluationId.parse("something", "m", "v")).isEmpty();
    }

    private static FeatureChunk chunk(String version, int images, int... indices) {
        List<FeatureChunk.Row> rows = new ArrayList<>();
        for (int index : indices) {
            rows.add(new FeatureChunk.Row(index, new float[] {index, 0}, 1, 1));
        }
        return new FeatureChunk(new EvaluationId("m", version, 1), "d", "sha", images, rows);
    }
}
