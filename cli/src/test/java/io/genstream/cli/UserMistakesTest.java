package io.genstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.genstream.cli.client.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user can get wrong: one line with a cure, an exit code of its own, never a stack trace. */
class UserMistakesTest {
    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void noGatewayAnswers() throws Exception {
        String url;
        try (ServerSocket socket = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + socket.getLocalPort();
        }
        for (List<String> command : List.of(
                List.of("models"),
                List.of("runs", "show", "latest"),
                List.of("generate", "m", "--out", directory.resolve("x.png").toString()),
                List.of("rollout", "back", "m"),
                List.of("import", directory.toString(), "--dataset", "d"),
                List.of("watch", "--once"))) {
            assertRefused(
                    ExitCode.GATEWAY_UNREACHABLE,
                    "start one with ./genstream up, or give --url",
                    join(command, List.of("--url", url)));
        }
    }

    @Test
    void wrongWordsSuggestRightOnes() {
        assertRefused(ExitCode.USAGE, "genstream models", List.of("modles"));
        assertRefused(ExitCode.USAGE, "./genstream generate --help", List.of("generate", "m", "--cuont", "5"));
        assertRefused(ExitCode.USAGE, "is not an address", List.of("models", "--url", "localhost:8080"));
        assertRefused(ExitCode.USAGE, "Give VERSION and --percent, or --end", List.of("rollout", "canary", "m"));
        assertRefused(ExitCode.USAGE, "say what to do", List.of("rollout"));
    }

    @Test
    void aRecipeAndItsSettingsAreHeldAgainstWhatIsOffered() throws Exception {
        String offered =
                """
                {"recipes": [{"name": "digits-cvae", "datasetId": "digits", "parameters": [
                  {"name": "size", "type": "CHOICE", "allowed": "one of smoke, small", "choices": ["smoke", "small"]},
                  {"name": "images", "type": "COUNT", "allowed": "a whole number of at least 1", "choices": []},
                  {"name": "mood", "type": "OF_A_LATER_RELEASE", "allowed": "good", "choices": []}]}]}
                """;
        withServer(200, offered, url -> {
            assertRefused(ExitCode.NOT_FOUND, "Did you mean digits-cvae?", List.of("train", "digits-cvea", url));
            assertRefused(
                    ExitCode.USAGE,
                    "it knows size, images",
                    List.of("train", "digits-cvae", "--set", "imags=3", "--set", "mood=bad", url));
            assertRefused(
                    ExitCode.USAGE,
                    "setting images is '0', must be a whole number of at least 1",
                    List.of("train", "digits-cvae", "--set", "images=0", url));
            assertRefused(
                    ExitCode.USAGE,
                    "setting size is 'huge', must be one of smoke, small",
                    List.of("sweep", "digits-cvae", "--set", "mood=bad", "--set", "size=smoke,huge", "--dry-run", url));
        });
    }

    @Test
    void notAGenstreamGateway() throws Exception {
        withServer(
                404,
                "oops!",
                url -> assertRefused(ExitCode.NOT_FOUND, "is --url a Genstream gateway?", List.of("models", url)));
    }

    @Test
    void everyExitCodeIsDifferent() {
        assertThat(ExitCode.values()).extracting(ExitCode::code).doesNotHaveDuplicates();
    }

    private static void withServer(int status, String answer, Consumer<String> use) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            use.accept("--url=http://127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    private static List<String> join(List<String> command, List<String> more) {
        return Stream.concat(command.stream(), more.stream()).toList();
    }

    private void assertRefused(ExitCode code, String words, List<String> arguments) {
        err.getBuffer().setLength(0);
        CommandLine line =
                ClientMain.commandLine().setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter()));
        assertThat(line.execute(arguments.toArray(String[]::new)))
                .as(arguments + ": " + err)
                .isEqualTo(code.code());
        assertThat(err.toString()).startsWith("genstream: ").contains(words).doesNotContain("\tat ", "Exception");
    }
}
