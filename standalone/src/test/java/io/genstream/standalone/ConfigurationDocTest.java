package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.eval.EvalConfig;
import io.genstream.gateway.GatewayConfig;
import io.genstream.inference.InferenceConfig;
import io.genstream.operations.ServiceSettings;
import io.genstream.trainer.TrainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    @Test
    void theImageSetsOnlyWhatItsServicesKnow() throws Exception {
        assertThat(GatewayConfig.of(inTheImage("gateway")).host()).isEqualTo("0.0.0.0");
        assertThat(InferenceConfig.of(inTheImage("inference")).managementPort()).contains(8081);
        assertThat(EvalConfig.of(inTheImage("eval")).managementPort()).contains(8081);
        assertThat(TrainerConfig.of(inTheImage("trainer")).managementPort()).contains(8081);
    }

    private static Map<String, String> inTheImage(String service) throws IOException {
        return ServiceSettings.load(Path.of("../deploy/config", service + ".properties"));
    }
}
