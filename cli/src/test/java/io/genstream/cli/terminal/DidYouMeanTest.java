package io.genstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
    @Test
    void findsTheNearestNameAndNothingThatIsFarOff() {
        List<String> models = List.of("digits-cgan", "digits-cvae", "faces");
        assertThat(DidYouMean.sentence("digit-cvea", models)).isEqualTo(". Did you mean digits-cvae?");
        assertThat(DidYouMean.sentence("landscapes", models)).isEmpty();
        assertThat(DidYouMean.sentence("anything", List.of())).isEmpty();
        assertThat(DidYouMean.sentence("kitten", List.of("sitting")))
                .as("3 edits of 6 letters")
                .isEmpty();
        assertThat(DidYouMean.sentence("kit", List.of("it", "bits"))).isEqualTo(". Did you mean it?");
    }
}
