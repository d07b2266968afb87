package io.genstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.standalone.demo.Digits.Digit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitsTest {

    @Test
    void bundlesEightThousandForTrainingAndTwoThousandForTesting() throws IOException {
        List<Digit> digits = Digits.load();
        assertThat(digits).hasSize(10_000);
        assertThat(digits).filteredOn(Digit::test).hasSize(2_000);
        assertThat(digits).extracting(Digit::recordId).doesNotHaveDuplicates();
        assertThat(digits).allSatisfy(digit -> {
            assertThat(digit.label()).isBetween(0, 9);
            assertThat(digit.pixels().raw()).hasSize(Digits.SIZE * Digits.SIZE);
        });
    }

    @Test
    void holdsEveryDigitInBothSplits() throws IOException {
        List<Digit> digits = Digits.load();
        for (boolean test : new boolean[] {false, true}) {
            assertThat(digits.stream()
                            .filter(digit -> digit.test() == test)
                            .map(Digit::label)
                            .distinct())
                    .hasSize(Digits.CLASS_NAMES.size());
        }
    }
}
