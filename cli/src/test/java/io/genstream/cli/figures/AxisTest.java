package io.genstream.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Property
    void holdsAllValuesBetweenItsEndsAndNamesEachTickDifferently(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double one,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double other) {
        Axis axis = Axis.around(Math.min(one, other), Math.max(one, other));

        assertThat(axis.share(one)).isBetween(-1e-9, 1 + 1e-9);
        assertThat(axis.share(other)).isBetween(-1e-9, 1 + 1e-9);
        assertThat(axis.share(axis.low())).isCloseTo(0, within(1e-9));
        assertThat(axis.share(axis.high())).isCloseTo(1, within(1e-9));
        assertThat(axis.ticks()).hasSizeBetween(2, 12).isSorted();
    }

    @Test
    void ticksAreRoundNumbers() {
        Axis images = Axis.around(0, 120_000);
        assertThat(images.ticks().stream().map(images::word)).containsExactly("0", "50k", "100k", "150k");
        Axis losses = Axis.around(0.31, 0.94);
        assertThat(losses.ticks().stream().map(losses::word)).containsExactly("0.2", "0.4", "0.6", "0.8", "1.0");
        Axis below = Axis.around(-0.4, 0.4);
        assertThat(below.ticks().stream().map(below::word)).containsExactly("-0.4", "-0.2", "0.0", "0.2", "0.4");
    }

    @Test
    void whatSpansMuchIsLogarithmic() {
        Axis distances = Axis.around(1.4, 190);

        assertThat(distances.logarithmic()).isTrue();
        List<String> words = distances.ticks().stream().map(distances::word).toList();
        assertThat(words).containsExactly("1", "10", "100", "1000");
        assertThat(distances.share(10)).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void nothingAndASingleValueHaveAnAxisToo() {
        assertThat(Axis.around(Double.NaN, Double.NaN).ticks()).isNotEmpty();
        Axis constant = Axis.around(3, 3);
        assertThat(constant.share(3)).isBetween(0.2, 0.8);
        assertThat(new HashSet<>(constant.ticks())).hasSameSizeAs(constant.ticks());
    }
}
