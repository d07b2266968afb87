package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    /** {@code mvn -pl standalone test -Dtest=ConfigurationDocTest -Dgenstream.docs=write} writes it anew. */
    @Test
    void theDocumentedSettingsAreTheServicesOwn() throws Exception {
        if ("write".equals(System.getProperty("genstream.docs"))) {
            Files.writeString(DOCUMENT, ConfigurationDoc.document());
        }
        assertThat(DOCUMENT)
                .as("write it anew with -Dgenstream.docs=write")
                .content()
                .isEqualTo(ConfigurationDoc.document());
    }
}
