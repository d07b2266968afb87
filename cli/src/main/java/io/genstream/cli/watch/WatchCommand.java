package io.genstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.EventStream;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Terminal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows runs, distances, roll-outs and throughput as they change. */
@Command(
        name = "watch",
        description = {
            "Shows runs, distances, roll-outs and throughput as they change; Ctrl-C ends it.",
            "Where standard output is no terminal, it prints a line for each piece of news; with --json every frame."
        },
        footer = {"  ./genstream watch --once", "  ./genstream watch --once --json", "  ./genstream watch"})
public final class WatchCommand extends ClientCommand {
    private static final List<String> TOPICS =
            List.of("runs", "training-progress", "evaluations", "model-rollouts", "rollout-decisions");
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MANAGEMENT_PORT_STEP = 1;

    @Option(names = "--once", description = "print how things are now, and end")
    private boolean once;

    @Option(
            names = "--management-url",
            paramLabel = "URL",
            description = "where inference shows its metrics (default: the port after the gateway's)")
    private URI management;

    private final Terminal terminal;

    public WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    protected ExitCode run(GatewayClient gateway) throws InterruptedException {
        try (ServingRate serving = new ServingRate(management != null ? management : besideGateway())) {
            Screen screen = new Screen(out(), terminal, serving::get, screenMode());
            if (!once) {
                serving.start();
            }
            EventStream stream = gateway.stream(TOPICS); // the first failure is the user's to hear
            while (!follow(gateway, stream, screen)) {
                stream = reopen(gateway, screen);
            }
            return ExitCode.DONE;
        }
    }

    private Screen.Mode screenMode() {
        if (json()) {
            return Screen.Mode.FRAMES;
        }
        if (once) {
            return Screen.Mode.ONCE;
        }
        return terminal.out() ? Screen.Mode.LIVE : Screen.Mode.LINES;
    }

    private URI besideGateway() {
        int port = url().getPort() < 0 ? 80 : url().getPort();
        return URI.create(url().getScheme() + "://" + url().getHost() + ":" + (port + MANAGEMENT_PORT_STEP) + "/");
    }

    /** Whether that was all; false if the stream broke off. */
    private boolean follow(GatewayClient gateway, EventStream stream, Screen screen) throws InterruptedException {
        try (stream) {
            screen.connected();
            while (true) {
                EventStream.Event event = stream.next(TICK);
                if (event != null && event.closed()) {
                    if (once) {
                        throw new CommandException(
                                ExitCode.GATEWAY_UNREACHABLE, "the stream broke off: " + event.text());
                    }
                    screen.lost(event.text());
                    return false;
                }
                JsonNode frame = event == null ? null : gateway.read(event.text());
                if (frame != null) {
                    screen.show(frame, event.text());
                }
                if (once && frame != null && frame.has("history")) {
                    return true;
                }
                screen.tick();
            }
        }
    }

    private static EventStream reopen(GatewayClient gateway, Screen screen) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Thread.sleep(pause.toMillis());
            try {
                return gateway.stream(TOPICS);
            } catch (CommandException e) {
                screen.lost(e.getMessage());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }
}
