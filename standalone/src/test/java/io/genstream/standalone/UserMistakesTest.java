package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user can get wrong without any gateway: one line with a cure, an exit code of its own, never a stack trace. */
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
        List<String> nobody = List.of("--url", "http://127.0.0.1:1");
        assertRefused(ExitCode.NOT_FOUND, "Did you mean digits-cvae?", join(List.of("train", "digits-cvea"), nobody));
        assertRefused(
                ExitCode.USAGE,
                "it knows size, images",
                join(List.of("train", "digits-cvae", "--set", "imags=3"), nobody));
        assertRefused(ExitCode.USAGE, "is not an address", List.of("models", "--url", "localhost:8080"));
        assertRefused(ExitCode.USAGE, "Give VERSION and --percent, or --end", List.of("rollout", "canary", "m"));
        assertRefused(ExitCode.USAGE, "say what to do", List.of("rollout"));
    }

    @Test
    void notAGenstreamGateway() throws Exception {
        com.sun.net.httpserver.HttpServer other =
                com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, 5);
            exchange.getResponseBody().write("oops!".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        other.start();
        try {
            String url = "http://127.0.0.1:" + other.getAddress().getPort();
            assertRefused(ExitCode.NOT_FOUND, "is --url a Genstream gateway?", List.of("models", "--url", url));
        } finally {
            other.stop(0);
        }
    }

    @Test
    void everyExitCodeIsDifferent() {
        assertThat(ExitCode.values()).extracting(ExitCode::code).doesNotHaveDuplicates();
    }

    private static List<String> join(List<String> command, List<String> more) {
        return Stream.concat(command.stream(), more.stream()).toList();
    }

    private void assertRefused(ExitCode code, String words, List<String> arguments) {
        err.getBuffer().setLength(0);
        CommandLine line =
                GenstreamMain.commandLine().setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter()));
        assertThat(line.execute(arguments.toArray(String[]::new)))
                .as(arguments + ": " + err)
                .isEqualTo(code.code());
        assertThat(err.toString()).startsWith("genstream: ").contains(words).doesNotContain("\tat ", "Exception");
    }
}
