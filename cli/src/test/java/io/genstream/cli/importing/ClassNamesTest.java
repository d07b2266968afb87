package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
    @Test
    void aClassCalledByAWholeNumberHasThatNumber() {
        List<String> byLetters = List.of("0", "1", "10", "11", "2", "3", "4", "5", "6", "7", "8", "9");

        assertThat(ClassNames.join(List.of(), byLetters))
                .isEqualTo(IntStream.range(0, 12).mapToObj(Integer::toString).toList());
    }

    @Test
    void aGapIsAClassWithoutPictures() {
        assertThat(ClassNames.join(List.of(), List.of("1", "2", "4"))).containsExactly("0", "1", "2", "3", "4");
        assertThat(ClassNames.join(List.of(), List.of("00000", "00002"))).containsExactly("00000", "1", "00002");
    }

    @Test
    void yearsAreNoNumbersOfClasses() {
        assertThat(ClassNames.join(List.of(), List.of("1999", "2001"))).containsExactly("1999", "2001");
    }

    @Test
    void classesOfADataSetKeepTheirNumbers() {
        assertThat(ClassNames.join(List.of("bees"), List.of("ants", "bees"))).containsExactly("bees", "ants");
        assertThat(ClassNames.join(List.of("0", "1", "10"), List.of("2", "1")))
                .as("as the version before had them")
                .containsExactly("0", "1", "10", "2");
        assertThat(ClassNames.join(List.of("0", "1"), List.of("3"))).containsExactly("0", "1", "2", "3");
    }

    @Test
    void twoNamesOfOneNumberAreTwoClasses() {
        assertThat(ClassNames.join(List.of(), List.of("1", "01"))).containsExactly("1", "01");
    }

    @Test
    void namedClassesKeepTheNumbersThatTheSourceGivesThem() {
        List<String> pets = ClassNames.byNumber(new TreeMap<>(Map.of(2, "fox", 0, "cat")));

        assertThat(ClassNames.join(List.of(), pets)).containsExactly("cat", "1", "fox");
        assertThat(ClassNames.join(
                        List.of("cat", "1", "fox"), ClassNames.byNumber(new TreeMap<>(Map.of(2, "fox", 4, "owl")))))
                .as("a second delivery, without classes for its own gaps")
                .containsExactly("cat", "1", "fox", "3", "owl");
        assertThat(ClassNames.join(List.of("cat", "dog"), ClassNames.byNumber(new TreeMap<>(Map.of(1, "owl")))))
                .as("classes of a data set keep theirs")
                .containsExactly("cat", "dog", "owl");
    }

    @Test
    void namesOfIdentitiesAreNoNumbersOfClasses() {
        List<String> people = ClassNames.byNumber(new TreeMap<>(Map.of(7, "Ann", 2_000_000_000, "Bob")));

        assertThat(ClassNames.join(List.of(), people)).containsExactly("Ann", "Bob");
    }

    @Test
    void aGapIsNotCalledAsAnotherClassIs() {
        List<String> odd = ClassNames.byNumber(new TreeMap<>(Map.of(0, "zero", 2, "1")));

        assertThat(ClassNames.join(List.of(), odd)).containsExactly("zero", "1");
    }
}
