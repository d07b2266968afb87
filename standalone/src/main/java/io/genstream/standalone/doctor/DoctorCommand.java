package io.genstream.standalone.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Terminal;
import io.genstream.schemas.KafkaConnection;
import io.genstream.standalone.doctor.Finding.Status;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything that Genstream stands on, and says what to do where something is wrong. */
@Command(
        name = "doctor",
        description = {
            "Checks this machine, the native libraries, the broker, its topics and the gateway.",
            "Each line says OK, WARN or FAIL with cause and cure. The exit code is 36 if anything failed."
        },
        footer = {
            "  ./genstream doctor",
            "  ./genstream doctor --data .genstream --json",
        })
public final class DoctorCommand extends ClientCommand {
    private static final long MEBIBYTE = 1L << 20;

    @Option(
            names = "--bootstrap-servers",
            defaultValue = "${env:GENSTREAM_BOOTSTRAP_SERVERS:-localhost:9092}",
            paramLabel = "HOST:PORT",
            description = "brokers (default: GENSTREAM_BOOTSTRAP_SERVERS, or localhost:9092)")
    private String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "properties for the Kafka clients, such as security settings")
    private Path clientProperties;

    @Option(names = "--data", paramLabel = "DIR", description = "data directory of up (default: as up has it)")
    private Path data;

    @Option(
            names = "--min-free-mib",
            defaultValue = "1024",
            paramLabel = "MIB",
            description = "disk space that must be free (default ${DEFAULT-VALUE})")
    private long minFreeMib;

    private final Terminal terminal;

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    protected ExitCode run(GatewayClient gateway) throws IOException {
        long minFreeBytes = minFreeMib * MEBIBYTE;
        Path directory = data != null
                ? data
                : Path.of(System.getProperty("genstream.home", "")).resolve(".genstream");
        List<Check> checks = List.of(
                new HostCheck(HostFacts.of(directory), minFreeBytes),
                new NativeCheck(NativeCheck.Library.ONNX_RUNTIME),
                new NativeCheck(NativeCheck.Library.PYTORCH),
                new ClusterCheck(
                        new KafkaConnection(bootstrapServers, (short) 1, (short) 1, clientProperties()), minFreeBytes),
                new GatewayCheck(gateway, url()));
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            for (Finding finding : check.run()) {
                findings.add(finding);
                if (!json()) {
                    print(finding);
                }
            }
        }
        boolean healthy = findings.stream().noneMatch(finding -> finding.status() == Status.FAIL);
        if (json()) {
            out().println(document(gateway, findings, healthy));
        }
        return healthy ? ExitCode.DONE : ExitCode.UNHEALTHY;
    }

    private void print(Finding finding) {
        out().println(new FindingLine(terminal.colour()).of(finding));
        out().flush();
    }

    private static ObjectNode document(GatewayClient gateway, List<Finding> findings, boolean healthy) {
        ObjectNode document = gateway.object().put("healthy", healthy);
        ArrayNode list = document.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("status", finding.status().name())
                .put("subject", finding.subject())
                .put("cause", finding.cause())
                .put("cure", finding.cure()));
        return document;
    }

    private Map<String, String> clientProperties() throws IOException {
        Properties properties = new Properties();
        if (clientProperties != null) {
            try (Reader reader = Files.newBufferedReader(clientProperties)) {
                properties.load(reader);
            }
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }
}
