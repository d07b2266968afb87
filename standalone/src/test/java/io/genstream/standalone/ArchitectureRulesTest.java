package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.genstream.standalone.planted.egg.Egg;
import io.genstream.standalone.planted.hen.Hen;
import io.genstream.standalone.planted.locale.LocalMain;
import io.genstream.standalone.planted.session.OwnSession;
import io.genstream.trainer.planted.NumberUnderAutograd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Laws that nothing breaks today would also hold if they looked nowhere: each must see what is planted for it. */
class ArchitectureRulesTest {
    @Test
    void aNumberUnderAutogradIsRefusedWhereverItStandsInTheTrainer() {
        List<String> found = violations(ArchitectureTest.noNumberOperandsUnderAutograd, NumberUnderAutograd.class);

        assertThat(found)
                .hasSize(2)
                .anyMatch(line -> line.contains("asAMethod"))
                .anyMatch(line -> line.contains("asAFunction"));
    }

    @Test
    void twoPackagesThatNeedEachOtherAreACircle() {
        List<String> found = violations(ArchitectureTest.packagesAreFreeOfCircles, Hen.class, Egg.class);

        assertThat(found).hasSize(1).first().asString().contains("planted.egg", "planted.hen");
        assertThat(violations(ArchitectureTest.packagesAreFreeOfCircles, Hen.class))
                .isEmpty();
    }

    @Test
    void aSessionOfOnesOwnIsRefused() {
        assertThat(violations(ArchitectureTest.onlyOnePackageTouchesOnnxRuntime, OwnSession.class))
                .isNotEmpty()
                .allMatch(line -> line.contains("OwnSession"));
    }

    @Test
    void theMachinesLocaleAndTimeZoneAreRefused() {
        assertThat(violations(ArchitectureTest.noLocaleOrTimeZoneOfTheMachine, LocalMain.class))
                .anyMatch(line -> line.contains("ZoneId.systemDefault"))
                .anyMatch(line -> line.contains("Locale.getDefault"))
                .anyMatch(line -> line.contains("Collator"));
    }

    @Test
    void aMainThatDoesSomethingBeforeItPinsTheDefaultsIsRefused() {
        assertThat(violations(ArchitectureTest.everyMainPinsLocaleAndTimeZoneFirst, LocalMain.class))
                .singleElement()
                .asString()
                .contains("LocalMain.main");
    }

    private static List<String> violations(ArchRule rule, Class<?>... planted) {
        JavaClasses classes = new ClassFileImporter().importClasses(planted);
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
