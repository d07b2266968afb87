package io.genstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
    @Test
    void findsTheNearestNameAndNothingThatIsFarOff() {
        List<String> models = List.of("digits-cgan", "digits-cvae", "faces");
        assertThat(DidYouMean.sentence("digit-cvea", models)).isEqualTo(". Did you mean digits-cvae?");
        assertThat(DidYouMean.sentence("landscapes", models)).isEmpty();
        assertThat(DidYouMean.sentence("anything", List.of())).isEmpty();
    }

    @Test
    void countsInsertionsDeletionsAndReplacements() {
        assertThat(DidYouMean.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(DidYouMean.distance("", "abc")).isEqualTo(3);
    }

    @Property
    void distanceIsAMetric(
            @ForAll @AlphaChars @StringLength(max = 6) String a,
            @ForAll @AlphaChars @StringLength(max = 6) String b,
            @ForAll @AlphaChars @StringLength(max = 6) String c) {
        assertThat(DidYouMean.distance(a, b)).isEqualTo(DidYouMean.distance(b, a));
        assertThat(DidYouMean.distance(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(DidYouMean.distance(a, c))
                .isLessThanOrEqualTo(DidYouMean.distance(a, b) + DidYouMean.distance(b, c));
    }
}
