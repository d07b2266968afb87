package io.genstream.standalone;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.cli.ClientMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script {@code genstream} says of commands, held to the commands. */
class LauncherTest {
    private static final Pattern CLIENT =
            Pattern.compile("^ +([a-z]+(?: \\| [a-z]+)+)\\)\\s+module=cli", Pattern.MULTILINE);

    @TempDir
    Path directory;

    @Test
    void startsEveryClientCommandFromTheClientsClassPath() throws IOException {
        String named = CLIENT.matcher(Files.readString(Path.of("../genstream")))
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElseThrow();
        Set<String> known =
                new TreeSet<>(ClientMain.commandLine().getSubcommands().keySet());
        known.remove("completion"); // of all commands, so standalone's as well

        assertThat(new TreeSet<>(Arrays.asList(named.split(" \\| ")))).isEqualTo(known);
    }

    /** In the POSIX locale Java cannot tell names beyond ASCII; nor may the machine's own language and time zone decide anything. */
    @Test
    void givesTheJvmNamesInUtf8AndNoLanguageOfTheMachine() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path launcher = Files.copy(Path.of("../genstream"), home.resolve("genstream"), COPY_ATTRIBUTES);
        Files.createFile(Files.createDirectories(home.resolve("standalone/target/genstream"))
                .resolve("genstream-standalone-1.jar"));
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(
                java,
                "#!/usr/bin/env bash\necho 'openjdk version \"17\"' >&2; echo \"$LC_ALL $(locale charmap) $*\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "doctor");
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("GENSTREAM_JAVA_OPTS", "-Duser.language=fa");

        Process process = builder.start();
        String started = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(started)
                .startsWith("C.UTF-8 UTF-8 ")
                .containsSubsequence("-Duser.language= ", "-Duser.timezone=UTC", "-Duser.language=fa");
    }
}
