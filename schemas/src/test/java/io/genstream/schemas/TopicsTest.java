package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void namesAreUnique() {
        assertThat(Topics.all().stream().map(Topic::name).toList()).doesNotHaveDuplicates();
    }

    @Test
    void everyTopicIsBounded() {
        assertThat(Topics.all()).allSatisfy(topic -> assertThat(
                        topic.compacted() || topic.configs().containsKey("retention.bytes"))
                .as(topic.name() + " is compacted or has a size limit")
                .isTrue());
    }

    @Test
    void everyTopicHasAWriter() {
        assertThat(Topics.all()).allSatisfy(topic -> assertThat(topic.writers()).isNotEmpty());
    }

    /** docs/topics.md is what operators read: one row a topic, with its key, record and writers. */
    @Test
    void theDocumentedTableIsTheCatalogue() throws Exception {
        String documented = Files.readString(Path.of("../docs/topics.md"));

        assertThat(Topics.all()).allSatisfy(topic -> assertThat(documented).contains(row(topic)));
        assertThat(documented.lines().filter(l -> l.startsWith("| `")).count())
                .isEqualTo(Topics.all().size());
    }

    private static String row(Topic<?> topic) {
        String writers = new TreeSet<>(topic.writers())
                .stream().map(w -> w.name().toLowerCase(java.util.Locale.ROOT)).collect(Collectors.joining(", "));
        return "`" + topic.name() + "` | " + topic.valueType().getSimpleName() + " | " + writers + " | "
                + topic.partitions() + " | " + topic.configs().get("cleanup.policy") + " | "
                + topic.placement().name().toLowerCase(java.util.Locale.ROOT) + " |";
    }
}
