package io.genstream.gateway.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.testing.kafka.Feeder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SheetLayoutTest {
    @Property
    void oneColumnPerLabelOfTheCycle(
            @ForAll @IntRange(min = 2, max = 10) int classes, @ForAll @IntRange(min = 1, max = 200) int more) {
        SheetLayout layout = SheetLayout.of(cycle(classes, classes + more), Optional.of(Feeder.card()));

        assertThat(layout.columns()).isEqualTo(classes);
        assertThat(layout.captions())
                .containsExactlyElementsOf(
                        IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    @Property
    void squareWhereAllLabelsAreEqual(@ForAll @IntRange(min = 1, max = 900) int count) {
        SheetLayout layout = SheetLayout.of(cycle(1, count), Optional.empty());

        assertThat(layout.columns()).isEqualTo((int) Math.ceil(Math.sqrt(count)));
        assertThat(layout.captions()).isEmpty();
    }

    @Test
    void knowsNoNameOutsideTheCard() {
        assertThat(SheetLayout.labelName(List.of(10f), Optional.of(Feeder.card())))
                .isEmpty();
        assertThat(SheetLayout.labelName(List.of(), Optional.of(Feeder.card()))).isEmpty();
        assertThat(SheetLayout.labelName(List.of(9f), Optional.of(Feeder.card())))
                .contains("9");
    }

    private static List<List<Float>> cycle(int classes, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> List.of((float) (i % classes)))
                .toList();
    }
}
