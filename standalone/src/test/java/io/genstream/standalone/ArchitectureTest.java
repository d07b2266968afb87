package io.genstream.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArrays;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.genstream.schemas.JvmDefaults;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The laws of the design, held against every class of the house. */
@AnalyzeClasses(packages = "io.genstream", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String AVRO = "io.genstream.schemas.avro..";
    private static final Set<String> ASKS_THE_MACHINE =
            Set.of("Locale.getDefault", "ZoneId.systemDefault", "TimeZone.getDefault", "Calendar.getInstance");

    @ArchTest
    static final ArchRule servicesNeverDependOnEachOther = slices().matching("io.genstream.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAnyPackage("io.genstream.standalone..", "io.genstream.benchmarks.."), any())
            .ignoreDependency(
                    any(),
                    resideInAnyPackage("io.genstream.schemas..", "io.genstream.model..", "io.genstream.operations.."));

    @ArchTest
    static final ArchRule schemasKnowNothingOfTheHouse = noClasses()
            .that(resideInAPackage("io.genstream.schemas.."))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.vertx..", "ai.onnxruntime..", "ai.djl..", "io.genstream.model.."));

    @ArchTest
    static final ArchRule avroStopsAtTheKafkaPackages = noClasses()
            .that(resideInAnyPackage("io.genstream..").and(notIn("io.genstream.schemas..", "io.genstream..kafka..")))
            .should()
            .dependOnClassesThat(resideInAPackage(AVRO));

    /** A client is small: no broker, no service, and of the contract only what needs neither Kafka nor Avro. */
    @ArchTest
    static final ArchRule theCommandLineTalksHttpAlone = noClasses()
            .that(resideInAPackage("io.genstream.cli.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.genstream.schemas.avro..",
                    "io.genstream.operations..",
                    "org.apache.avro..",
                    "org.apache.kafka..",
                    "org.rocksdb..",
                    "io.vertx..",
                    "ai.djl.."));

    @ArchTest
    static final ArchRule onlyTheTrainerKnowsDjl = noClasses()
            .that(notIn("io.genstream.trainer..", "io.genstream.benchmarks.."))
            .should()
            .dependOnClassesThat(resideInAPackage("ai.djl.."));

    @ArchTest
    static final ArchRule noStateInStatics = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(notIn(AVRO))
            .should()
            .beFinal();

    /** Its start needs a large stack, its natives need closing, its telemetry silence: all of that stands there once. */
    @ArchTest
    static final ArchRule onlyOnePackageTouchesOnnxRuntime = noClasses()
            .that(notIn("io.genstream.model.onnx.."))
            .should()
            .dependOnClassesThat(resideInAPackage("ai.onnxruntime.."));

    /** Each package by itself, over all modules: what needs each other stands together, or one of the two points the wrong way. */
    @ArchTest
    static final ArchRule packagesAreFreeOfCircles = slices().matching("io.genstream.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage(AVRO), any())
            .ignoreDependency(any(), resideInAPackage(AVRO));

    /** DJL wraps the number in a buffer that is freed before the backward pass reads it. */
    @ArchTest
    static final ArchRule noNumberOperandsUnderAutograd = noClasses()
            .that(resideInAPackage("io.genstream.trainer.."))
            .should()
            .callMethodWhere(describe(
                    "an NDArray operation takes a Number",
                    (JavaMethodCall call) -> (call.getTargetOwner().isAssignableTo("ai.djl.ndarray.NDArray")
                                    || call.getTargetOwner().isEquivalentTo(NDArrays.class))
                            && call.getTarget().getRawParameterTypes().stream()
                                    .anyMatch(type -> type.isEquivalentTo(Number.class))));

    /** The gateway's handlers run on the event loop: blocking calls of Kafka belong to the packages that own a thread. */
    @ArchTest
    static final ArchRule httpHandlersDoNotTouchKafkaClients = noClasses()
            .that(resideInAPackage("io.genstream.gateway..")
                    .and(notIn("io.genstream.gateway..kafka..", "io.genstream.gateway")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.kafka.clients.."));

    /** The rest is error-prone's: {@code format} of numbers, case folding, formats of dates without a locale. */
    @ArchTest
    static final ArchRule noLocaleOrTimeZoneOfTheMachine = noClasses()
            .should()
            .callMethodWhere(describe(
                    "the machine's locale or time zone is asked for",
                    (JavaMethodCall call) ->
                            ASKS_THE_MACHINE.contains(call.getTargetOwner().getSimpleName() + "." + call.getName())
                                    && call.getTarget().getRawParameterTypes().stream()
                                            .noneMatch(type -> type.isEquivalentTo(Locale.class))))
            .orShould()
            .dependOnClassesThat(resideInAPackage("java.text..").and(simpleName("Collator")));

    /** Before any other class is initialised: loggers, picocli and Kafka read the defaults once. */
    @ArchTest
    static final ArchRule everyMainPinsLocaleAndTimeZoneFirst = methods()
            .that()
            .haveName("main")
            .and()
            .haveRawParameterTypes(String[].class)
            .and()
            .areNotDeclaredIn("io.genstream.broker.CrashingBroker") // of a test, whose jar comes along
            .should(new ArchCondition<>("call JvmDefaults.pin() before anything else") {
                @Override
                public void check(JavaMethod main, ConditionEvents events) {
                    Optional<JavaAccess<?>> first =
                            main.getAccessesFromSelf().stream().min(Comparator.comparingInt(JavaAccess::getLineNumber));
                    boolean pinned = first.filter(
                                    access -> access.getTargetOwner().isEquivalentTo(JvmDefaults.class))
                            .isPresent();
                    events.add(new SimpleConditionEvent(main, pinned, main.getFullName() + " does not pin first"));
                }
            });

    /** Whoever opens a service finds its entry, its settings and its wiring in the root package. */
    @ArchTest
    static void servicesShowMainConfigAndWiringFirst(JavaClasses house) {
        assertRoot(house, "gateway", "Gateway", "Gateway");
        assertRoot(house, "inference", "Inference", "InferenceService");
        assertRoot(house, "trainer", "Trainer", "TrainerService");
        assertRoot(house, "eval", "Eval", "EvalService");
    }

    private static void assertRoot(JavaClasses house, String folder, String prefix, String wiring) {
        String root = "io.genstream." + folder + ".";
        String config = root + prefix + "Config";
        assertThat(house.contain(config)).as(config).isTrue();
        assertThat(house.get(root + prefix + "Main").tryGetMethod("main", String[].class))
                .as(prefix + "Main.main")
                .isPresent();
        JavaClass service = house.get(root + wiring);
        assertThat(service.isAssignableTo(AutoCloseable.class))
                .as(wiring + " can be closed")
                .isTrue();
        assertThat(service.getMethods())
                .as(wiring + ".start(" + prefix + "Config, ...)")
                .anyMatch(method -> method.getName().equals("start")
                        && method.getModifiers().contains(JavaModifier.STATIC)
                        && method.getRawParameterTypes().stream()
                                .anyMatch(type -> type.getName().equals(config)));
    }

    private static DescribedPredicate<JavaClass> notIn(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    private static DescribedPredicate<JavaClass> any() {
        return DescribedPredicate.alwaysTrue();
    }
}
