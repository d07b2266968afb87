package io.genstream.standalone;

import io.genstream.broker.Stray;
import io.genstream.cli.ClientMain;
import io.genstream.cli.client.ExitCode;
import io.genstream.operations.StopSignal;
import io.genstream.standalone.lifecycle.ShutdownSequence;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything until a signal comes. */
@Command(
        name = "up",
        description = "Starts an embedded Kafka broker and every service, and trains on the bundled digits.",
        mixinStandardHelpOptions = true,
        versionProvider = ClientMain.Version.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./genstream up",
            "  ./genstream up --no-demo --data my-data --min-free-mib 2048",
            "  ./genstream up --set eval.evaluation.images=1000 --set trainer.auto.recipes=digits-cvae"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done; up: stopped by INT, TERM or HUP",
            " 1:failed for another reason, see the log",
            " 2:wrong arguments",
            "10:HTTP or management port taken",
            "11:Kafka port taken, and it was asked for by --kafka-port",
            "12:data directory in use by another instance",
            "13:data directory cannot be written",
            "14:too little disk space left, see --min-free-mib",
            "15:the embedded broker failed while running",
            "16:data directory holds topics that a start under another locale hid, see --stray",
            "20:no JDK, or older than 17 (launcher script)",
            "21:the build of stale sources failed (launcher script)"
        })
final class UpCommand implements Callable<Integer> {
    private static final int DEFAULT_KAFKA_PORT = 9092;
    private static final long MEBIBYTE = 1L << 20;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "HTTP (default ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--management-port",
            defaultValue = "8081",
            paramLabel = "PORT",
            description = "metrics and health (default ${DEFAULT-VALUE})")
    private int managementPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Kafka on 127.0.0.1 (default 9092, or a free one if that is taken)")
    private Integer kafkaPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where everything is kept (default .genstream in the repository, else here)")
    private Path data;

    @Option(names = "--no-demo", description = "do not import the bundled digits, train nothing unasked")
    private boolean noDemo;

    @Option(
            names = "--min-free-mib",
            defaultValue = "1024",
            paramLabel = "MIB",
            description = "refuse to start with less disk space (default ${DEFAULT-VALUE})")
    private long minFreeMib;

    @Option(
            names = "--stray",
            defaultValue = "ask",
            paramLabel = "restore|keep",
            description = "where a start under another locale hid topics and others have records now as well: restore"
                    + " puts the hidden ones back, keep goes on with the others (default: refuse to start)")
    private Stray stray;

    @Option(
            names = "--set",
            paramLabel = "SERVICE.KEY=VALUE",
            description = "a setting of gateway, inference, eval or trainer (docs/configuration.md); may be repeated")
    private Map<String, String> overrides = Map.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StandaloneConfig config = config();
        CompletableFuture<String> stop = new CompletableFuture<>();
        StopSignal.completeOnSignal(stop);
        try (ShutdownSequence shutdown = new ShutdownSequence()) {
            Thread starter = new Thread(() -> start(config, shutdown, stop), "up");
            starter.setDaemon(true);
            starter.start();
            logger().info("stopping on {}", stop.join());
            return ExitCode.DONE.code();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Off the main thread, so that a signal during the start is obeyed at once. */
    private void start(StandaloneConfig config, ShutdownSequence shutdown, CompletableFuture<String> stop) {
        try {
            Standalone standalone = Standalone.start(config, shutdown, stop::completeExceptionally);
            standalone.awaitReady();
            announce(config, standalone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            if (!stop.completeExceptionally(e)) {
                logger().debug("the start was cut short", e);
            }
        }
    }

    private void announce(StandaloneConfig config, Standalone standalone) {
        String url = "http://localhost:" + config.httpPort();
        logger().info(
                        "ready after {} s: {} (management {}), Kafka {}, data {}",
                        String.format(Locale.ROOT, "%.1f", sinceProcessStart().toMillis() / 1e3),
                        url,
                        config.managementPort(),
                        standalone.bootstrapServers(),
                        config.dataDirectory());
        PrintWriter out = spec.commandLine().getOut();
        out.println("Genstream is up. Open " + url + " in a browser; Ctrl-C stops it and keeps everything.");
        out.flush();
    }

    /** Counts the launcher script too: it became this process. */
    private static Duration sinceProcessStart() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
    }

    private StandaloneConfig config() {
        return new StandaloneConfig(
                data != null ? data : defaultDirectory(),
                port,
                managementPort,
                kafkaPort != null ? kafkaPort : DEFAULT_KAFKA_PORT,
                kafkaPort != null,
                minFreeMib * MEBIBYTE,
                stray,
                !noDemo,
                overrides);
    }

    /** Not a constant: every command makes this class, and logging takes a third of a second to start. */
    private static Logger logger() {
        return LoggerFactory.getLogger(UpCommand.class);
    }

    /** The launcher script says where the repository is. */
    private static Path defaultDirectory() {
        return Path.of(System.getProperty("genstream.home", "")).resolve(".genstream");
    }
}
