package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private static final Path DOCUMENT = Path.of("../docs/asyncapi.yaml");

    /** {@code mvn -pl schemas test -Dtest=AsyncApiTest -Dgenstream.docs=write} writes it anew. */
    @Test
    void theDocumentIsTheCatalogue() throws Exception {
        if ("write".equals(System.getProperty("genstream.docs"))) {
            Files.writeString(DOCUMENT, AsyncApi.document());
        }
        assertThat(DOCUMENT)
                .as("write it anew with -Dgenstream.docs=write")
                .content()
                .isEqualTo(AsyncApi.document());
    }

    @Test
    void everyPayloadItRefersToIsReleased() {
        assertThat(AsyncApi.references().values())
                .allSatisfy(file ->
                        assertThat(Path.of("src/main/resources/released", file)).exists());
    }
}
