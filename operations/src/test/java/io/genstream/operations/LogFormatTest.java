package io.genstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The log as a process of its own writes it. */
class LogFormatTest {

    @Test
    void isOneLineOfTextForAPersonByDefault() throws Exception {
        assertThat(logOf("-Dno=thing"))
                .singleElement()
                .satisfies(
                        line -> assertThat(line)
                                .matches(
                                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ERROR ServiceProcess +Cannot read missing.properties: .*no such file.*"));
    }

    @Test
    void isOneJsonObjectALineWhereAskedFor() throws Exception {
        assertThat(logOf("-DGENSTREAM_LOG_FORMAT=json")).singleElement().satisfies(line -> assertThat(line)
                .startsWith("{")
                .endsWith("}")
                .contains("\"level\":\"ERROR\"", "\"formattedMessage\":\"Cannot read missing.properties: "));
    }

    private static List<String> logOf(String flag) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                Bare.class.getName(),
                "missing.properties");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ServiceProcess.USAGE);
        return lines;
    }

    /** A service that never gets to start. */
    static final class Bare {
        private Bare() {}

        public static void main(String[] args) {
            ServiceProcess.main(args, "bare", new ConfigDef(), (settings, instruments) -> {
                throw new IllegalStateException("unreachable");
            });
        }
    }
}
