package io.genstream.standalone;

import io.genstream.broker.Stray;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code up} was asked for.
 *
 * @param kafkaPortRequired false: if the Kafka port is taken, any free one will do
 * @param minFreeBytes refuse to start with less disk space than this
 * @param stray what to do with topics that a start under another locale hid
 * @param demo import the bundled digits and train on them
 * @param overrides settings of the services, by service and key: {@code eval.evaluation.images}
 */
public record StandaloneConfig(
        Path dataDirectory,
        int httpPort,
        int managementPort,
        int kafkaPort,
        boolean kafkaPortRequired,
        long minFreeBytes,
        Stray stray,
        boolean demo,
        Map<String, String> overrides) {

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern OVERRIDE = Pattern.compile("(gateway|inference|eval|trainer)\\.[a-z0-9.]+");

    public StandaloneConfig {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        requirePort("--port", httpPort, 1);
        requirePort("--management-port", managementPort, 1);
        requirePort("--kafka-port", kafkaPort, 0);
        if (httpPort == managementPort || httpPort == kafkaPort || managementPort == kafkaPort) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--port " + httpPort + ", --management-port " + managementPort + " and --kafka-port " + kafkaPort
                            + " must differ");
        }
        if (minFreeBytes < 0) {
            throw new CommandException(ExitCode.USAGE, "--min-free-mib must not be negative");
        }
        overrides = Map.copyOf(overrides);
        overrides.keySet().stream()
                .filter(key -> !OVERRIDE.matcher(key).matches())
                .findFirst()
                .ifPresent(key -> {
                    throw new CommandException(
                            ExitCode.USAGE,
                            "--set " + key
                                    + ": must begin with gateway., inference., eval. or trainer. and go on with a"
                                    + " setting of that service (docs/configuration.md)");
                });
    }

    public Path brokerDirectory() {
        return dataDirectory.resolve("kafka");
    }

    public Path streamsDirectory() {
        return dataDirectory.resolve("streams");
    }

    /** What the trainer learns from, at the size that it trains. */
    public Path picturesDirectory() {
        return dataDirectory.resolve("pictures");
    }

    public Path logDirectory() {
        return dataDirectory.resolve("logs");
    }

    private static void requirePort(String option, int port, int lowest) {
        if (port < lowest || port > HIGHEST_PORT) {
            throw new CommandException(
                    ExitCode.USAGE, option + " must be " + lowest + " to " + HIGHEST_PORT + ", is " + port);
        }
    }
}
