package io.genstream.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.genstream.schemas.DeadLetterOffice;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who writes which topic, in {@link Topics} as in the code. Clients and operators are not ours. */
@AnalyzeClasses(packages = "io.genstream", importOptions = ImportOption.DoNotIncludeTests.class)
final class WritersTest {
    private static final Map<String, Writer> SERVICES = Map.of(
            "io.genstream.gateway.", Writer.GATEWAY,
            "io.genstream.inference.", Writer.INFERENCE,
            "io.genstream.trainer.", Writer.TRAINER,
            "io.genstream.eval.", Writer.EVAL);

    private static final Set<String> WRITING = Set.of("serializer", "record", "tombstone");

    @ArchTest
    static final ArchRule servicesWriteThroughOutletsOnly = noClasses()
            .that(resideOutsideOfPackage("io.genstream.schemas"))
            .should()
            .callMethodWhere(describe(
                    "a topic is written",
                    (JavaMethodCall call) ->
                            call.getTargetOwner().isEquivalentTo(Topic.class) && WRITING.contains(call.getName())));

    @ArchTest
    static final ArchRule outletsAreConstants = noClasses()
            .should()
            .callConstructorWhere(describe(
                    "an outlet is made in passing",
                    (JavaConstructorCall call) -> call.getTargetOwner().isEquivalentTo(Outlet.class)
                            && !(call.getOrigin() instanceof JavaStaticInitializer)));

    @ArchTest
    static void topicsNameExactlyWhoWritesThem(JavaClasses house) throws ReflectiveOperationException {
        Map<String, Set<Writer>> written = new TreeMap<>();
        for (var type : house) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(Outlet.class)
                        && field.getModifiers().contains(JavaModifier.STATIC)) {
                    Outlet<?> outlet = outlet(field);
                    add(written, outlet.name(), outlet.writer());
                }
            }
        }
        house.get(DeadLetterOffice.class).getConstructorCallsToSelf().stream()
                .map(call -> call.getOriginOwner().getName())
                .forEach(name -> add(written, Topics.DEAD_LETTERS.name(), service(name)));

        Map<String, Set<Writer>> named = new TreeMap<>();
        for (Topic<?> topic : Topics.all()) {
            for (Writer writer : topic.writers()) {
                if (writer != Writer.CLIENT && writer != Writer.OPERATOR) {
                    add(named, topic.name(), writer);
                }
            }
        }
        assertThat(written).isEqualTo(named);
    }

    private static Outlet<?> outlet(JavaField field) throws ReflectiveOperationException {
        assertThat(field.getAccessesToSelf())
                .as(field.getFullName() + " is written through")
                .anyMatch(access -> !(access.getOrigin() instanceof JavaStaticInitializer));
        var reflected = field.reflect();
        reflected.setAccessible(true);
        Outlet<?> outlet = (Outlet<?>) reflected.get(null);
        String owner = field.getOwner().getName();
        if (!owner.startsWith("io.genstream.schemas.")) {
            Writer expected = owner.startsWith("io.genstream.eval.gate.") ? Writer.GATE : service(owner);
            assertThat(outlet.writer()).as(field.getFullName()).isEqualTo(expected);
        }
        return outlet;
    }

    private static Writer service(String className) {
        return SERVICES.entrySet().stream()
                .filter(service -> className.startsWith(service.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError(className + " writes and is no service"));
    }

    private static void add(Map<String, Set<Writer>> writers, String topic, Writer writer) {
        writers.computeIfAbsent(topic, name -> EnumSet.noneOf(Writer.class)).add(writer);
    }
}
